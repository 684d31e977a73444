namespace Gyrus.Cli.Running;

/// <summary>Warnings go to standard error, also when quiet; the same sentence is said once.</summary>
internal static class Warnings
{
    /// <summary>Prints the warnings.</summary>
    public static void Print(IEnumerable<string> warnings, TextWriter error)
    {
        foreach (string warning in warnings.Distinct())
        {
            error.WriteLine($"warning: {OptionWords.Translate(warning)}");
        }
    }
}
