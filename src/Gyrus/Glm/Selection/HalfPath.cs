namespace Gyrus.Glm.Selection;

/// <summary>A path followed on part of the data until it has selected enough blocks.</summary>
internal static class HalfPath
{
    /// <summary>The strengths of all halves: those of the path on all data, and as many at its step before them, for halves have larger λ_max.</summary>
    public static double[] Strengths(RegularizationPath path, PathWalk whole)
    {
        if (path.Strengths is not null || whole.Largest == 0)
        {
            return [.. whole.Strengths];
        }

        double step = Math.Pow(path.Ratio, 1.0 / Math.Max(1, path.Count - 1));

        // Below twice the λ_max of all data, which halves rarely pass; a larger λ_max of a half enters at the first strength.
        int before = (int)Math.Ceiling(Math.Log(2) / -Math.Log(step));
        return [.. Enumerable.Range(-before, before + path.Count).Select(i => whole.Largest * Math.Pow(step, i))];
    }

    /// <summary>The index of the strength at which each block is first selected, or the number of strengths for never; and how many fits on the way did not reach their tolerance.</summary>
    /// <remarks>Strengths at which more than the most would have been selected do not count; the path stops there, and pays no more.</remarks>
    public static (int[] Entries, int LateFits) Entries(
        RegularizationPath path,
        GlmData data,
        (int Neuron, int Most) of,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<double> strengths = path.Strengths!;
        int never = strengths.Count;
        int late = 0;
        int[] entries = [.. Enumerable.Repeat(never, data.Design.Blocks.Count)];

        // In batches: small models are cheap, and a path that stops early never meets the expensive ones.
        const int batch = 8;
        for (int start = 0; start < strengths.Count; start += batch)
        {
            double[] part = [.. strengths.Skip(start).Take(batch)];
            IReadOnlyList<GlmFit> fits = (path with { Strengths = part }).Fit(data, of.Neuron, cancellationToken).Fits;
            for (int i = 0; i < fits.Count; i++)
            {
                late += fits[i].Convergence.Converged ? 0 : 1;
                int[] entering = [.. New(fits[i], entries, never)];
                if (entries.Count(e => e < never) + entering.Length > of.Most)
                {
                    return (entries, late);
                }

                foreach (int g in entering)
                {
                    entries[g] = start + i;
                }
            }
        }

        return (entries, late);
    }

    private static IEnumerable<int> New(GlmFit fit, int[] entries, int never) =>
        Enumerable.Range(0, entries.Length).Where(g => entries[g] == never && fit.Holds(fit.Blocks[g]));
}
