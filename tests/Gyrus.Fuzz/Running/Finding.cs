using Gyrus.Fuzz.Formats;

namespace Gyrus.Fuzz.Running;

/// <summary>What is kept of an input that found something.</summary>
internal static class Finding
{
    public static string Describe(FuzzOptions options, FuzzFormat format, long number, Verdict verdict) =>
        $"""
            FAULT {format.Name} {number}: {TableCheck.Show(verdict.Fault)}
              {TableCheck.Show(verdict.Detail.Split('\n')[0])}
              repeat: eng/fuzz.sh --seed {options.Seed} --format {format.Name} --only {number}
            """;

    /// <summary>Writes the files, made as small as the fault allows, and what happened.</summary>
    public static string Keep(FuzzOptions options, FuzzFormat format, long number, FuzzInput input, Verdict verdict)
    {
        string folder = Path.Combine(options.Out, $"{format.Name}-{options.Seed}-{number}");
        Directory.CreateDirectory(folder);
        foreach (FuzzFile file in input.Files)
        {
            File.WriteAllBytes(Path.Combine(folder, file.Name), file.Bytes);
        }

        File.WriteAllText(
            Path.Combine(folder, "finding.txt"),
            Describe(options, format, number, verdict) + "\n" + verdict.Detail + "\n"
        );
        return folder;
    }
}
