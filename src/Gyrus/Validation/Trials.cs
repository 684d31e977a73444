using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Validation;

/// <summary>Trial numbers of samples, as stretches.</summary>
internal static class Trials
{
    /// <summary>The first sample of each trial, in order; without trials all samples are one.</summary>
    /// <exception cref="ArgumentException">Sizes disagree, or a trial comes back after another one.</exception>
    public static int[] Starts(int samples, IReadOnlyList<int>? trials)
    {
        if (trials is null)
        {
            return [0];
        }

        Require.SameSize(samples, trials.Count, "one trial number per sample");
        var seen = new HashSet<int>();
        var starts = new List<int>();
        for (int i = 0; i < samples; i++)
        {
            if (i > 0 && trials[i] == trials[i - 1])
            {
                continue;
            }

            if (!seen.Add(trials[i]))
            {
                throw new ArgumentException(
                    Invariant(
                        $"Trial {trials[i]} begins again at sample {i}: samples of a trial must be neighbours. Number its stretches differently."
                    )
                );
            }

            starts.Add(i);
        }

        return [.. starts];
    }
}
