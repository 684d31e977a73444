namespace Gyrus.Cli.Running;

/// <summary>Warnings go to standard error, also when quiet; the same sentence is said once.</summary>
internal static class Warnings
{
    /// <summary>A sentence that names files without their folders: results say nothing of anybody's machine.</summary>
    public static string WithoutFolders(string warning, IEnumerable<string> files) =>
        files.Aggregate(warning, (text, file) => text.Replace(file, Path.GetFileName(file), StringComparison.Ordinal));

    /// <summary>Prints the warnings.</summary>
    public static void Print(IEnumerable<string> warnings, TextWriter error)
    {
        foreach (string warning in warnings.Distinct())
        {
            error.WriteLine($"warning: {OptionWords.Translate(warning)}");
        }
    }
}
