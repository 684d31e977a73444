namespace Gyrus.Fuzz.Running;

/// <summary>Whether the message of an error is one for a user: a full sentence that names the file, and prints.</summary>
internal static class Sentence
{
    private const int MostLetters = 1500;
    private const int FewestWords = 4;

    /// <summary>A file that a damaged document names instead of the one beside it.</summary>
    private const string NamedElsewhere = "/dev/zero: ";

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public static string? Problem(string message, FuzzInput input)
    {
        if (message.Any(char.IsControl))
        {
            return "holds control characters";
        }

        if (message.Length > MostLetters)
        {
            return "is too long";
        }

        ReadOnlySpan<char> end = message.AsSpan().TrimEnd("\"')");
        if (!(end.EndsWith('.') || end.EndsWith('?')) || message.Split(' ').Length < FewestWords)
        {
            return "is no full sentence";
        }

        return
            input.Files.Any(f => message.Contains(Stem(f.Name), StringComparison.Ordinal))
            || message.Contains("gyrus-fuzz-", StringComparison.Ordinal)
            || message.StartsWith(NamedElsewhere, StringComparison.Ordinal)
            ? null
            : "does not name the file";
    }

    private static string Stem(string name) => name[..name.IndexOf('.', StringComparison.Ordinal)] + ".";
}
