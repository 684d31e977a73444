namespace Gyrus.IO;

/// <summary>Text from files as messages show it: on one line, without control characters, not too long.</summary>
internal static class MessageText
{
    private const int MostLetters = 40;
    private const int MostLettersOfSentence = 200;

    /// <summary>Enough of a list to see what is meant.</summary>
    public const int MostItems = 10;

    /// <summary>At most 40 letters.</summary>
    public static string Shorten(string text) =>
        OneLine(text.Length <= MostLetters ? text : string.Concat(text.AsSpan(0, MostLetters - 3), "…"));

    /// <summary>The message of another library, of at most 200 letters.</summary>
    public static string Sentence(string message) =>
        OneLine(message.Length <= MostLettersOfSentence ? message : $"{message.AsSpan(0, MostLettersOfSentence)}….");

    /// <summary>Blanks in place of what would move the cursor of a terminal.</summary>
    public static string OneLine(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)) : text;

    /// <summary>The first ones, and dots when there are more.</summary>
    public static string List(IEnumerable<string> items, string separator = ", ", int most = MostItems)
    {
        string[] first = [.. items.Take(most + 1)];
        return string.Join(separator, first.Take(most)) + (first.Length > most ? $"{separator}…" : "");
    }
}
