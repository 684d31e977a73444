using Gyrus.Numerics;
using Gyrus.Validation;

namespace Gyrus.Covariance.Cleaning;

/// <summary>Several subjects, prepared, and their folds: fold f of all subjects together.</summary>
internal static class GroupFolds
{
    /// <summary>The subjects, checked and centred.</summary>
    public static PreparedSignals[] Prepare(IReadOnlyList<Matrix> subjects, string method)
    {
        SubjectCheck.Signals(subjects);
        if (subjects.Count < 2)
        {
            throw new EstimatorUndefinedException(
                $"{method} needs at least 2 subjects: what it learns about one comes from the others."
            );
        }

        return [.. subjects.Select(s => new PreparedSignals(s))];
    }

    /// <summary>The training samples of every subject in a fold.</summary>
    public static PreparedSignals[] Training(PreparedSignals[] subjects, FoldPlan plan, int fold) =>
        [.. subjects.Select(s => s.Folds(plan)[fold].Training)];

    /// <summary>How well covariances describe the left-out samples of a fold: one score per subject, larger is better.</summary>
    public static double Score(Matrix? precision, Matrix validation, CleaningCriterion criterion) =>
        precision is null ? double.NegativeInfinity : Criteria.Of(precision, validation).Score(criterion);
}
