using Gyrus.Covariance.Cleaning;

namespace Gyrus.Pipelines.Comparison;

/// <summary>From outcomes to summaries: means over what is defined, differences over pairs.</summary>
internal sealed class ComparisonSummary(
    IReadOnlyList<ComparedEstimator> estimators,
    string reference,
    IReadOnlyList<SubjectComparison> subjects
)
{
    private readonly int _reference = Enumerable.Range(0, estimators.Count).First(e => estimators[e].Name == reference);

    private readonly bool _truth = subjects.Any(s => s.Outcomes.Any(o => o.Distances is not null));

    public IReadOnlyList<EstimatorSummary> All()
    {
        CriterionSummary[] likelihood = Measure(o => o.Value(CleaningCriterion.LogLikelihood), larger: true);
        CriterionSummary[] pseudo = Measure(o => o.Value(CleaningCriterion.PseudoLogLikelihood), larger: true);
        CriterionSummary[] completion = Measure(o => o.Value(CleaningCriterion.CompletionError), larger: false);
        CriterionSummary[]? precision = _truth ? Measure(o => o.Distances?.Precision, larger: false) : null;
        CriterionSummary[]? covariance = _truth ? Measure(o => o.Distances?.Covariance, larger: false) : null;
        return
        [
            .. Enumerable
                .Range(0, estimators.Count)
                .Select(e =>
                {
                    EstimatorOutcome[] outcomes = [.. subjects.Select(s => s.Outcomes[e])];
                    return new EstimatorSummary
                    {
                        Estimator = estimators[e],
                        LogLikelihood = likelihood[e],
                        PseudoLogLikelihood = pseudo[e],
                        CompletionError = completion[e],
                        PrecisionDistance = precision?[e],
                        CovarianceDistance = covariance?[e],
                        Trace = ErrorMean.Of([.. outcomes.Select(o => o.Trace).OfType<double>()]),
                        Subjects = subjects.Count,
                        Refused = Reasons(e, o => o.Refused),
                        NotDefined = Reasons(e, o => o.NotDefined),
                        NotConverged = outcomes.Count(o => o.Convergence is { Converged: false }),
                        AtEdge = outcomes.Count(o => o.Choice is { AtEdge: true }),
                    };
                }),
        ];
    }

    private (string Subject, string Reason)[] Reasons(int e, Func<EstimatorOutcome, string?> reason) =>
        [
            .. subjects
                .Select(s => (s.Subject, Reason: reason(s.Outcomes[e])))
                .Where(r => r.Reason is not null)
                .Select(r => (r.Subject, r.Reason!)),
        ];

    private CriterionSummary[] Measure(Func<EstimatorOutcome, double?> measure, bool larger)
    {
        double?[][] values = [.. subjects.Select(s => s.Outcomes.Select(measure).ToArray())];
        double sign = larger ? 1 : -1;
        double?[] best =
        [
            .. values.Select(row => row.Where((v, e) => IsEstimator(e) && v is not null).Max(v => sign * v)),
        ];
        ErrorMean?[] means =
        [
            .. Enumerable
                .Range(0, estimators.Count)
                .Select(e => ErrorMean.Of([.. values.Select(row => row[e]).OfType<double>()])),
        ];
        return
        [
            .. Enumerable
                .Range(0, estimators.Count)
                .Select(e =>
                {
                    double[] differences = [.. values.Select(row => row[e] - row[_reference]).OfType<double>()];
                    return new CriterionSummary
                    {
                        Mean = means[e],
                        Difference = ErrorMean.Of(differences),
                        Wins = differences.Count(d => sign * d > 0),
                        Firsts = IsEstimator(e)
                            ? values.Where((row, s) => row[e] is { } v && sign * v >= best[s]).Count()
                            : 0,
                        Rank = Ranked(means, e)
                            ? 1
                                + Enumerable
                                    .Range(0, estimators.Count)
                                    .Count(o =>
                                        Ranked(means, o) && sign * means[o]!.Value.Mean > sign * means[e]!.Value.Mean
                                    )
                            : null,
                    };
                }),
        ];
    }

    private bool IsEstimator(int e) => estimators[e].Estimator is not null;

    private bool Ranked(ErrorMean?[] means, int e) => IsEstimator(e) && means[e]?.Count == subjects.Count;
}
