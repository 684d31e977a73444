namespace Gyrus.Batch.Executors.Slurm;

/// <summary>Texts in scripts for <c>sh</c>.</summary>
internal static class ShellWord
{
    /// <summary>One word that means exactly these characters: inside single quotes nothing has a meaning but the quote itself.</summary>
    /// <exception cref="ArgumentException">The text holds a zero character, which no argument can.</exception>
    public static string Quote(string text) =>
        text.Contains('\0', StringComparison.Ordinal)
            ? throw new ArgumentException("A text with a zero character cannot be an argument of a program.")
            : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
