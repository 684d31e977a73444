using Gyrus.Covariance;
using Gyrus.Covariance.Cleaning;
using Gyrus.Numerics;

namespace Gyrus.Pipelines.Comparison;

/// <summary>The fits of estimators that need all subjects at once, or why they refused.</summary>
internal sealed class GroupOutcomes
{
    private readonly Dictionary<string, (IReadOnlyList<CovarianceFit>? Fits, Exception? Refusal)> _fits = [];

    public static GroupOutcomes Of(
        IReadOnlyList<NamedEstimator> estimators,
        IReadOnlyList<ComparedSamples> subjects,
        CancellationToken cancellationToken
    )
    {
        var outcomes = new GroupOutcomes();
        Matrix[] trainings = [.. subjects.Select(s => s.Train)];
        foreach (NamedEstimator named in estimators)
        {
            if (named.ForGroup() is { } estimator)
            {
                cancellationToken.ThrowIfCancellationRequested();
                outcomes._fits[named.Name] = Fit(estimator, trainings);
            }
        }

        return outcomes;
    }

    /// <summary>The fit of one subject, or null where the estimator is not one of a group.</summary>
    public CovarianceFit? Find(string name, int subject) =>
        _fits.TryGetValue(name, out (IReadOnlyList<CovarianceFit>? Fits, Exception? Refusal) known)
            ? known.Fits?[subject] ?? throw new EstimatorUndefinedException(known.Refusal!.Message, known.Refusal)
            : null;

    private static (IReadOnlyList<CovarianceFit>? Fits, Exception? Refusal) Fit(
        IGroupCovarianceEstimator estimator,
        Matrix[] trainings
    )
    {
        try
        {
            return (estimator.Fit(trainings), null);
        }
        catch (Exception error) when (OutcomeScorer.IsRefusal(error))
        {
            return (null, error);
        }
    }
}
