using Gyrus.Numerics;
using Gyrus.Validation;
using static System.FormattableString;

namespace Gyrus.Covariance;

/// <summary>Splits subjects into folds of which every part can give a covariance.</summary>
internal static class FoldCheck
{
    /// <summary>The folds of each subject.</summary>
    /// <exception cref="ArgumentException">A subject is too short for the folds, or a region does not vary within a part.</exception>
    public static IReadOnlyList<Fold>[] Split(IReadOnlyList<Matrix> subjects, int folds)
    {
        var splits = new IReadOnlyList<Fold>[subjects.Count];
        for (int k = 0; k < subjects.Count; k++)
        {
            int samples = subjects[k].Rows;
            if (samples < 2 * folds)
            {
                throw new ArgumentException(
                    Invariant(
                        $"{folds} folds need at least {2 * folds} samples, two for each test covariance, but subject {k} has {samples}. Use fewer folds."
                    )
                );
            }

            splits[k] = ContiguousFolds.Split(samples, folds);
            for (int f = 0; f < folds; f++)
            {
                SubjectCheck.Signals(splits[k][f].Test(subjects[k]), k, Invariant($"in the test block of fold {f}"));
                SubjectCheck.Signals(
                    splits[k][f].Train(subjects[k]),
                    k,
                    Invariant($"in the training samples of fold {f}")
                );
            }
        }

        return splits;
    }
}
