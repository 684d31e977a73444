using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Gyrus.Numerics;
using Gyrus.Pipelines.EncodingModels;

namespace Gyrus.Cli.Tests;

/// <summary><c>--memory</c> of <c>gyrus glm</c>: fits of a recording that stays on disk.</summary>
public sealed class GlmMemoryTests
{
    private static readonly string[] NumericTables = ["coefficients", "blocks", "scores", "residuals", "rescaling"];

    [Theory]
    [InlineData("fit", "groupLasso", "\"observation\": \"poisson\",")]
    [InlineData("fit", "groupMcp", "\"observation\": \"poisson\", \"tolerance\": 1e-10,")]
    [InlineData("fit", "groupLasso", "\"observation\": \"gaussian\",")]
    [InlineData("path", "groupLasso", "\"observation\": \"poisson\",")]
    [InlineData("cv", "groupLasso", "\"observation\": \"poisson\",")]
    public async Task StreamedAndStored_HaveTheSameNumbers(string verb, string penalty, string more)
    {
        using var folder = new TemporaryFolder();
        string model = Recording(folder, 40_000, more, penalty);
        int least = await LeastAsync(folder, verb, model);

        Call stored = await Call.RunAsync("glm", verb, model, "--out", folder.Path("stored"), "--quiet");
        Call streamed = await Streamed(folder, verb, model, least);

        stored.RequireDone();
        streamed.RequireDone();
        Assert.Contains("passes over the covariates", streamed.Output, StringComparison.Ordinal);
        Assert.Contains("with a streamed design", streamed.Error, StringComparison.Ordinal);
        string[] tables = [.. NumericTables, "gaps", "path", "cv", "chosen"];
        int compared = 0;
        foreach (string name in tables.Where(t => File.Exists(folder.Path("stored", t + ".tsv"))))
        {
            AssertClose(folder.Path("stored", name + ".tsv"), folder.Path("streamed", name + ".tsv"));
            compared++;
        }

        Assert.True(compared >= 2, "tables");
        Assert.True(File.Exists(folder.Path("streamed", "report.html")));
        if (verb != "fit")
        {
            Assert.Contains("The design was streamed", streamed.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Streamed_OfTrialsPortionWhereHistoryAndTwoThreads_HasTheSameNumbers()
    {
        using var folder = new TemporaryFolder();
        string model = Recording(
            folder,
            40_000,
            "",
            "groupLasso",
            """, "trials": "trial", "where": { "half": [1, 2] }, "portion": [0.1, 0.9], "offset": "offset" """,
            """, { "name": "history", "covariate": "count", "basis": { "kind": "raisedCosineLog", "count": 3 }, "window": { "bins": 20 } } """
        );
        int least = await LeastAsync(folder, "fit", model);

        Call stored = await Call.RunAsync("glm", "fit", model, "--out", folder.Path("stored"), "--quiet");
        Call streamed = await Streamed(folder, "fit", model, least, "--threads", "2");
        Call one = await Call.RunAsync(
            "glm",
            "fit",
            model,
            "-o",
            folder.Path("one"),
            "--threads",
            "1",
            "--memory",
            Text(least)
        );

        stored.RequireDone();
        streamed.RequireDone();
        one.RequireDone();
        foreach (string name in NumericTables)
        {
            AssertClose(folder.Path("stored", name + ".tsv"), folder.Path("streamed", name + ".tsv"));
            Assert.Equal(
                File.ReadAllText(folder.Path("one", name + ".tsv")),
                File.ReadAllText(folder.Path("streamed", name + ".tsv"))
            );
        }
    }

    [Fact]
    public async Task Memory_OfMuch_StoresTheDesign()
    {
        using var folder = new TemporaryFolder();
        string model = Recording(folder, 5000, "");

        Call call = await Call.RunAsync("glm", "fit", model, "--out", folder.Path("f"), "--memory", "4096");

        call.RequireDone();
        Assert.Contains("with a stored design, of the 4096 MiB allowed", call.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("passes", call.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Memory_OfTooLittle_SaysHowMuchIsNeeded_WhichIsEnough()
    {
        using var folder = new TemporaryFolder();
        string model = Recording(folder, 200_000, "");
        int least = await LeastAsync(folder, "fit", model);

        Call refused = await Streamed(folder, "fit", model, least - 1);
        Call done = await Streamed(folder, "fit", model, least);

        Assert.Equal(1, refused.Code);
        Assert.Contains($"expected at least {least} MiB", refused.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Path("streamed")) && refused.Code == 0);
        done.RequireDone();
    }

    [Theory]
    [InlineData("select")]
    [InlineData("compare")]
    public async Task Memory_OfAVerbThatStores_IsNoOption(string verb)
    {
        Call call = await Call.RunAsync("glm", verb, "model.json", "--memory", "100");

        Assert.Equal(1, call.Code);
        Assert.Contains("--memory", call.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--nested", "but not of nested cross-validation")]
    [InlineData("--plan=plan", "the tasks of a plan have --task-memory")]
    public async Task Memory_WithWhatItDoesNotBound_IsRefused(string option, string sentence)
    {
        using var folder = new TemporaryFolder();
        string model = Recording(folder, 5000, "");

        Call call = await Call.RunAsync("glm", "cv", model, "--out", folder.Path("f"), "--memory", "500", option);

        Assert.Equal(1, call.Code);
        Assert.Contains(sentence, call.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Memory_OfATextTable_SaysWhichFilesItNeeds()
    {
        using var folder = new TemporaryFolder();
        string model = NeuronStudy.Write(folder, "");

        Call call = await Call.RunAsync("glm", "fit", model, "--out", folder.Path("f"), "--memory", "100");

        Assert.Equal(1, call.Code);
        Assert.Contains("recording.tsv: expected an uncompressed .npy file", call.Error, StringComparison.Ordinal);
    }

    /// <summary>The call holds the heap of its process to what it states, which is enough, and takes three fifths of it at the least.</summary>
    [Fact]
    public async Task StatedMemory_IsEnoughAndNotMuchMoreThanIsNeeded()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Reads the memory of another process from /proc.");
        using var folder = new TemporaryFolder();
        string model = Recording(folder, 2_500_000, "");
        int stated = await LeastAsync(folder, "fit", model);

        (int code, string error, double peak) = RunAlone(
            folder,
            null,
            ["glm", "fit", model, "--memory", Text(stated), "--out", folder.Path("f")]
        );

        Assert.True(code == 0, error);
        Assert.InRange(peak, 0.6 * stated, stated);
    }

    /// <summary>A container or a job limits the heap too: what does not fit there is said before it starts, not found on the way.</summary>
    [Fact]
    public async Task Memory_ThatTheProcessIsNotGiven_SaysSo()
    {
        using var folder = new TemporaryFolder();
        string model = Recording(folder, 200_000, "");
        int least = await LeastAsync(folder, "cv", model);
        long heap = (least - 1 - (EncodingMemory.Program >> 20)) << 20;

        (int code, string error, _) = RunAlone(
            folder,
            heap,
            ["glm", "cv", model, "--memory", Text(2 * least), "--out", folder.Path("f")]
        );

        Assert.Equal(1, code);
        Assert.Contains(
            $"needs {least} MiB, but this process is not given more than {least - 1} MiB",
            error,
            StringComparison.Ordinal
        );
        Assert.False(Directory.Exists(folder.Path("f")));
    }

    [Fact]
    public void LimitOfTheProcess_IsNotRaised()
    {
        using var folder = new TemporaryFolder();
        string model = Recording(folder, 5000, "");

        (int code, string error, _) = RunAlone(
            folder,
            200L << 20,
            ["glm", "fit", model, "--memory", "4000", "--out", folder.Path("f")]
        );

        Assert.True(code == 0, error);
    }

    /// <summary>A call in a process of its own: how it ended, what it said, and the most MiB that it was seen to hold, where the system tells.</summary>
    private static (int Code, string Error, double Peak) RunAlone(
        TemporaryFolder folder,
        long? heapLimit,
        string[] words
    )
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "gyrus-cli.dll"), .. words])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = folder.Path("."),
        };
        if (heapLimit is { } limit)
        {
            start.Environment["DOTNET_GCHeapHardLimit"] = limit.ToString("X", CultureInfo.InvariantCulture);
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        double peak = 0;
        do
        {
            peak = Math.Max(peak, HeldBy(process.Id));
        } while (!process.WaitForExit(20));

        return (process.ExitCode, error.Result + output.Result, peak);
    }

    /// <summary>The memory that a process holds, without pages of files, in MiB; 0 of one that has ended.</summary>
    private static double HeldBy(int process)
    {
        string status = $"/proc/{process}/status";
        string? line = File.Exists(status)
            ? File.ReadLines(status).FirstOrDefault(static l => l.StartsWith("RssAnon:", StringComparison.Ordinal))
            : null;
        return line is null ? 0 : double.Parse(line.Split([' ', '\t'])[^2], CultureInfo.InvariantCulture) / 1024;
    }

    private static Task<Call> Streamed(
        TemporaryFolder folder,
        string verb,
        string model,
        int mebibytes,
        params string[] more
    ) => Call.RunAsync(["glm", verb, model, "--out", folder.Path("streamed"), "--memory", Text(mebibytes), .. more]);

    /// <summary>The least memory with which a call goes on, by what it says of one that is too small.</summary>
    private static async Task<int> LeastAsync(TemporaryFolder folder, string verb, string model)
    {
        Call refused = await Streamed(folder, verb, model, 1);
        Match least = Regex.Match(refused.Error, "at least ([0-9]+) MiB", RegexOptions.None, TimeSpan.FromSeconds(1));
        Assert.True(least.Success, refused.Error);
        return int.Parse(least.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Cells that are numbers agree to 1e-9 of their size, others are the same.</summary>
    private static void AssertClose(string expected, string actual)
    {
        string[][] a = NeuronStudy.Table(expected);
        string[][] b = NeuronStudy.Table(actual);
        Assert.Equal(a.Length, b.Length);
        foreach ((string[] x, string[] y) in a.Zip(b))
        {
            foreach ((string p, string q) in x.Zip(y))
            {
                bool numbers =
                    double.TryParse(p, CultureInfo.InvariantCulture, out double v)
                    & double.TryParse(q, CultureInfo.InvariantCulture, out double w);
                Assert.True(
                    numbers ? Math.Abs(v - w) <= 1e-9 * Math.Max(1, Math.Abs(v)) : p == q,
                    $"{Path.GetFileName(expected)}: {p} and {q}"
                );
            }
        }
    }

    /// <summary>Four covariates of which two matter, a count, trials and an offset, as arrays; one covariate has values missing.</summary>
    private static string Recording(
        TemporaryFolder folder,
        int bins,
        string more,
        string penalty = "groupLasso",
        string data = "",
        string features = ""
    )
    {
        var rng = new Rng(5);
        float[] values = new float[4 * bins];
        byte[] counts = new byte[bins];
        double[] labels = new double[3 * bins];
        for (int i = 0; i < bins; i++)
        {
            for (int j = 0; j < 4; j++)
            {
                values[(j * bins) + i] = (float)rng.NextDouble();
            }

            double rate = 0.3 + Math.Pow(Math.Sin(5 * values[i]), 2) + values[bins + i];
            counts[i] = (byte)Math.Floor(rate + rng.NextDouble());
            labels[i] = i / 500;
            labels[bins + i] = (i / 300) % 3;
            labels[(2 * bins) + i] = 0.1 * values[i];
        }

        values[(2 * bins) + 777] = float.NaN;
        WriteArray(
            folder.Path("x.npy"),
            "<f4",
            $"({bins}, 4)",
            System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(values)
        );
        WriteArray(folder.Path("count.npy"), "|u1", $"({bins},)", counts);
        foreach ((string name, int j) in new[] { ("trial", 0), ("half", 1), ("offset", 2) })
        {
            WriteArray(
                folder.Path(name + ".npy"),
                "<f8",
                $"({bins},)",
                System.Runtime.InteropServices.MemoryMarshal.AsBytes(labels.AsSpan(j * bins, bins))
            );
        }

        return folder.Write(
            "model.json",
            $$"""
            {
              "data": { "tables": ["x.npy", "count.npy", "trial.npy", "half.npy", "offset.npy"], "responses": "count"{{data}} },
              "features": [
                { "name": "a", "covariate": "x_1", "basis": { "kind": "raisedCosine", "count": 8 } },
                { "name": "b", "covariate": "x_2", "basis": { "kind": "bspline", "count": 6 } },
                { "name": "c", "covariate": "x_3", "basis": { "kind": "raisedCosine", "count": 8 } },
                { "name": "d", "covariate": "x_4", "basis": { "kind": "raisedCosine", "count": 8 } }{{features}}
              ],
              "regularizer": { "kind": "{{penalty}}", "strength": 0.01 },
              "path": { "count": 6, "ratio": 0.05 },
              {{more}}
              "seed": 1
            }
            """
        );
    }

    private static void WriteArray(string path, string type, string shape, ReadOnlySpan<byte> values)
    {
        string header = $"{{'descr': '{type}', 'fortran_order': True, 'shape': {shape}, }}";
        header = header.PadRight(((header.Length + 10 + 64) / 64 * 64) - 11) + "\n";
        using FileStream file = File.Create(path);
        file.Write([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0]);
        file.Write(BitConverter.GetBytes((ushort)header.Length));
        file.Write(System.Text.Encoding.ASCII.GetBytes(header));
        file.Write(values);
    }
}
