namespace Gyrus.IO.EncodingModels;

/// <summary>Finds the word that somebody may have meant.</summary>
internal static class Spelling
{
    /// <summary>No word that is known is longer; comparing longer ones takes time and memory of the product of their lengths.</summary>
    private const int LongestWord = 100;

    /// <summary>" Did you mean 'count'?", or the words that can stand there.</summary>
    /// <param name="word">The word that was found.</param>
    /// <param name="known">The words that can stand there.</param>
    /// <param name="most">How many of them are told.</param>
    public static string Hint(string word, IReadOnlyList<string> known, int most = MessageText.MostItems)
    {
        string? nearest = known.MinBy(k => Distance(word, k));
        return nearest is not null && Distance(word, nearest) <= Math.Max(1, Math.Min(word.Length, nearest.Length) / 3)
            ? $" Did you mean '{MessageText.Shorten(nearest)}'?"
            : $" Known: {MessageText.List(known.Select(MessageText.Shorten), most: most)}.";
    }

    /// <summary>The number of letters to change, add, leave out or swap with their neighbour; small and capital letters are one.</summary>
    public static int Distance(string a, string b)
    {
        if (a.Length > LongestWord || b.Length > LongestWord)
        {
            return a == b ? 0 : Math.Max(a.Length, b.Length);
        }

        int[,] d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                d[i, j] = i == 0 || j == 0 ? i + j : Step(d, a, b, i, j);
            }
        }

        return d[a.Length, b.Length];
    }

    private static int Step(int[,] d, string a, string b, int i, int j)
    {
        int changed = d[i - 1, j - 1] + (Same(a[i - 1], b[j - 1]) ? 0 : 1);
        int least = Math.Min(changed, 1 + Math.Min(d[i - 1, j], d[i, j - 1]));
        bool swapped = i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]);
        return swapped ? Math.Min(least, d[i - 2, j - 2] + 1) : least;
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
