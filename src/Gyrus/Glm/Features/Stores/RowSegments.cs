namespace Gyrus.Glm.Features;

/// <summary>Stretches of samples that count, none longer than a part that stays in the cache.</summary>
internal static class RowSegments
{
    /// <summary>The most samples of a stretch: five blocks of four values and their tables are 30 kB, the fastest cache.</summary>
    public const int Rows = 128;

    /// <summary>Zeros in a row that end a stretch; fewer cost less than a new one.</summary>
    private const int Gap = 16;

    /// <summary>The stretches of v outside of its runs of zeros, in order.</summary>
    public static List<(int Start, int Count)> NonZero(ReadOnlySpan<double> v)
    {
        var segments = new List<(int, int)>((v.Length / Rows) + 1);
        int start = v.IndexOfAnyExcept(0);
        while (start >= 0 && start < v.Length)
        {
            int end = start + 1;
            for (int zeros = 0, at = end; at < v.Length && at < start + Rows && zeros < Gap; at++)
            {
                zeros = v[at] == 0 ? zeros + 1 : 0;
                end = zeros == 0 ? at + 1 : end;
            }

            segments.Add((start, end - start));
            int next = v[end..].IndexOfAnyExcept(0);
            start = next < 0 ? -1 : end + next;
        }

        return segments;
    }
}
