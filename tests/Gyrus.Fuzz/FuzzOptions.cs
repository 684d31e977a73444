using System.Globalization;

namespace Gyrus.Fuzz;

/// <summary>What a run is asked for.</summary>
internal sealed record FuzzOptions
{
    public const string Usage = """
        Damages files at random and reads them with every reader of the project.

          --inputs N      how many inputs, over all formats            (2000000)
          --seed S        another seed, other inputs                   (1)
          --format NAME   one format only
          --only K        input K of that format alone, in this process
          --threads T     inputs at the same time                      (all processors)
          --folder DIR    where inputs are written to be read          (/dev/shm, or the temporary folder)
          --out DIR       where inputs that found something are kept   (artifacts/fuzz)
          --table FILE    writes the table of outcomes as Markdown too
          --trx FILE      writes the number of formats that held, as test programs do

        GYRUS_SHARED adds the small images of its corpus to the seeds.
        """;

    public long Inputs { get; private init; } = 2_000_000;
    public ulong Seed { get; private init; } = 1;
    public string? Format { get; private init; }
    public long? Only { get; private init; }
    public int Threads { get; private init; } = Environment.ProcessorCount;
    public string Folder { get; private init; } = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
    public string Out { get; private init; } = Path.Combine("artifacts", "fuzz");
    public string? Table { get; private init; }
    public string? Trx { get; private init; }

    /// <summary>Gets the file in which a run that is watched says what it is at; null in the process that watches.</summary>
    public string? Map { get; private init; }

    /// <exception cref="FormatException">An unknown option, or a value that is none.</exception>
    public static FuzzOptions Parse(ReadOnlySpan<string> arguments)
    {
        var options = new FuzzOptions();
        for (int i = 0; i < arguments.Length; i += 2)
        {
            string value = i + 1 < arguments.Length ? arguments[i + 1] : "";
            options = arguments[i] switch
            {
                "--inputs" => options with { Inputs = Number(value) },
                "--seed" => options with { Seed = (ulong)Number(value) },
                "--format" => options with { Format = value },
                "--only" => options with { Only = Number(value) },
                "--threads" => options with { Threads = (int)Math.Clamp(Number(value), 1, 256) },
                "--folder" => options with { Folder = value },
                "--out" => options with { Out = value },
                "--table" => options with { Table = value },
                "--trx" => options with { Trx = value },
                "--map" => options with { Map = value },
                _ => throw new FormatException($"There is no option {arguments[i]}."),
            };
        }

        return options.Only is null || options.Format is not null
            ? options
            : throw new FormatException("--only needs --format: every format numbers its own inputs.");
    }

    private static long Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw new FormatException($"Expected a whole number, but got '{text}'.");
}
