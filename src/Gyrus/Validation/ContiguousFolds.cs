using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Validation;

/// <summary>Splits samples into contiguous blocks, in order: neighbours in time stay together, so that they cannot leak.</summary>
/// <remarks>
/// The first <c>samples mod folds</c> blocks hold one sample more than the others; nothing is shuffled. This is the rule
/// of scikit-learn's <c>KFold</c> without shuffling. Each subject is split by its own number of samples.
/// </remarks>
public static class ContiguousFolds
{
    /// <summary>The folds of one series.</summary>
    /// <param name="samples">The number of samples.</param>
    /// <param name="folds">The number of folds, at least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two folds.</exception>
    /// <exception cref="ArgumentException">There are more folds than samples.</exception>
    public static IReadOnlyList<Fold> Split(int samples, int folds)
    {
        Require.AtLeast(1, samples);
        Require.AtLeast(2, folds);
        if (folds > samples)
        {
            throw new ArgumentException(
                Invariant($"{folds} folds need at least {folds} samples, but there are {samples}. Use fewer folds.")
            );
        }

        var split = new Fold[folds];
        int start = 0;
        for (int f = 0; f < folds; f++)
        {
            int count = (samples / folds) + (f < samples % folds ? 1 : 0);
            split[f] = new Fold(start, count, samples);
            start += count;
        }

        return split;
    }
}
