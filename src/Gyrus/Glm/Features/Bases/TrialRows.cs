namespace Gyrus.Glm.Features;

/// <summary>The stretches of neighbouring samples of one trial each.</summary>
internal static class TrialRows
{
    /// <summary>First sample and number of samples of each stretch.</summary>
    public static IReadOnlyList<(int Start, int Count)> Of(int samples, IReadOnlyList<int>? trials)
    {
        if (trials is null)
        {
            return [(0, samples)];
        }

        var rows = new List<(int, int)>();
        int start = 0;
        for (int i = 1; i <= samples; i++)
        {
            if (i == samples || trials[i] != trials[start])
            {
                rows.Add((start, i - start));
                start = i;
            }
        }

        return rows;
    }
}
