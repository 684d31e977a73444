using Gyrus.Covariance.Cleaning;
using Gyrus.Numerics.Distributions;
using static System.FormattableString;

namespace Gyrus.Pipelines.Comparison;

/// <summary>What a comparison says: the estimator to use, those that are level with it, those to leave, and where criteria disagree.</summary>
/// <remarks>
/// An estimator is level with the best when the 95 % interval (Student's t, over recordings) of their paired difference in held-out
/// log-likelihood holds 0. With one recording there is no interval, and nothing is called level or worse. Where a recording lacks directions
/// (<see cref="SignalDiagnosis.LacksDirections"/>) a likelihood ranks nothing, and no winner is named.
/// </remarks>
public sealed record ComparisonVerdict
{
    private const double Level95 = 0.05;

    /// <summary>Gets the best by held-out log-likelihood among the estimators that are defined in every recording; null where none may be named.</summary>
    public required ComparedEstimator? Best { get; init; }

    /// <summary>Gets the estimators that cannot be told from the best.</summary>
    public required IReadOnlyList<ComparedEstimator> Level { get; init; }

    /// <summary>Gets the best by completion error, or null.</summary>
    public required ComparedEstimator? BestByCompletion { get; init; }

    /// <summary>Gets a value indicating whether likelihood and completion name different winners that are not level by either criterion.</summary>
    public required bool CriteriaDisagree { get; init; }

    /// <summary>Gets what to do, in full sentences; the first is the headline.</summary>
    public required IReadOnlyList<string> Sentences { get; init; }

    internal static ComparisonVerdict Of(StudyComparison study)
    {
        ComparisonResult result = study.Result;
        int lacking = study.Diagnoses.Count(d => d.LacksDirections);
        EstimatorSummary? best = First(result, CleaningCriterion.LogLikelihood);
        EstimatorSummary? completion = First(result, CleaningCriterion.CompletionError);
        if (lacking > 0)
        {
            return None(
                result,
                Invariant(
                    $"These signals cannot rank estimators by likelihood: {lacking} of {study.Diagnoses.Count} recordings lack directions (band-pass filtered, or regions made of others), so a likelihood grows without bound as an estimate becomes singular. Compare on series without the band-pass filter or with fewer regions; until then use auto, which shrinks here, and trust correlations rather than partial correlations."
                )
            );
        }

        if (best is null)
        {
            return None(
                result,
                "No estimator is defined in every recording, so none can be recommended: look at the reasons, and leave out the recordings or estimators that fail."
            );
        }

        EstimatorSummary[] level =
        [
            .. result
                .Summaries.Where(s => s != best && s.LogLikelihood.Rank is not null)
                .Where(IsLevel(CleaningCriterion.LogLikelihood, best)),
        ];
        bool disagree =
            completion is not null
            && completion != best
            && result.Subjects.Count > 1
            && !level.Contains(completion)
            && !IsLevel(CleaningCriterion.CompletionError, completion)(best);
        return new ComparisonVerdict
        {
            Best = best.Estimator,
            Level = [.. level.Select(s => s.Estimator)],
            BestByCompletion = completion?.Estimator,
            CriteriaDisagree = disagree,
            Sentences =
            [
                Headline(study, best, level),
                .. Criteria(result, best, completion, disagree),
                .. Avoid(result),
            ],
        };

        Func<EstimatorSummary, bool> IsLevel(CleaningCriterion criterion, EstimatorSummary to) =>
            other => Paired(result, other, to, criterion) is { } d && Holds0(d);
    }

    /// <summary>The paired difference of one estimator to another over the recordings in which both are defined.</summary>
    public static ErrorMean? Paired(
        ComparisonResult result,
        EstimatorSummary estimator,
        EstimatorSummary reference,
        CleaningCriterion criterion
    )
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(estimator);
        ArgumentNullException.ThrowIfNull(reference);
        int e = IndexOf(result, estimator);
        int r = IndexOf(result, reference);
        return ErrorMean.Of([
            .. result
                .Subjects.Select(s => s.Outcomes[e].Value(criterion) - s.Outcomes[r].Value(criterion))
                .OfType<double>(),
        ]);
    }

    /// <summary>Half the width of the 95 % interval of a mean, or null of one value.</summary>
    public static double? HalfWidth(ErrorMean mean) =>
        mean.Error is { } error ? error * StudentT.TwoSidedQuantile(Level95, mean.Count - 1) : null;

    private static bool Holds0(ErrorMean d) => HalfWidth(d) is { } half && Math.Abs(d.Mean) <= half;

    private static int IndexOf(ComparisonResult result, EstimatorSummary summary) =>
        Enumerable.Range(0, result.Summaries.Count).First(i => ReferenceEquals(result.Summaries[i], summary));

    private static EstimatorSummary? First(ComparisonResult result, CleaningCriterion criterion) =>
        result.Summaries.FirstOrDefault(s => s.Of(criterion).Rank == 1);

    private static ComparisonVerdict None(ComparisonResult result, string sentence) =>
        new()
        {
            Best = null,
            Level = [],
            BestByCompletion = null,
            CriteriaDisagree = false,
            Sentences = [sentence, .. Avoid(result)],
        };

    private static string Headline(StudyComparison study, EstimatorSummary best, EstimatorSummary[] level)
    {
        ComparisonResult result = study.Result;
        string where = study.Split.ShuffleSeed is null ? "held-out blocks of time" : "volumes held out at random";
        EstimatorSummary[] worse =
        [
            .. result
                .Summaries.Where(s => s != best && s.LogLikelihood.Rank is not null && !level.Contains(s))
                .OrderBy(s => s.LogLikelihood.Rank),
        ];
        // What stopped on the way to its estimate is no rival whose defeat says something.
        EstimatorSummary[] rivals = [.. worse.Where(s => s.NotConverged == 0)];
        EstimatorSummary? other =
            rivals.FirstOrDefault(s => s.Estimator.Name == result.Reference) ?? rivals.FirstOrDefault();
        string beats =
            other is not null && Paired(result, best, other, CleaningCriterion.LogLikelihood) is { } d
                ? Invariant(
                    $"it beats {other.Estimator.Name} by {Plain(d)} nats per volume{(d.Error is null ? "" : " (mean ± standard error)")} on {where}"
                )
                : $"it has the best likelihood on {where}";
        string levels = level.Length switch
        {
            0 => "",
            1 => $"; {level[0].Estimator.Name} is level with it",
            _ =>
                $"; level with it are {List([.. level.OrderBy(s => s.LogLikelihood.Rank).Select(s => s.Estimator.Name)])}",
        };
        string easy =
            best.Estimator.Name != "auto" && level.Any(s => s.Estimator.Name == "auto")
                ? " The default, auto, does as well as can be told."
                : "";
        string one =
            result.Subjects.Count == 1
                ? " This is one recording, so nothing can be said of how sure that is: compare more recordings before you rely on it."
                : "";
        return $"For your data use {best.Estimator.Name} ({best.Estimator.Title}): {beats}{levels}.{easy}{one}";
    }

    private static IEnumerable<string> Criteria(
        ComparisonResult result,
        EstimatorSummary best,
        EstimatorSummary? completion,
        bool disagree
    )
    {
        if (completion is null || completion == best)
        {
            yield break;
        }

        ErrorMean? cost = Paired(result, completion, best, CleaningCriterion.LogLikelihood);
        ErrorMean? gain = Paired(result, completion, best, CleaningCriterion.CompletionError);
        if (cost is { } c && gain is { } g)
        {
            yield return (
                result.Subjects.Count == 1 ? "The criteria name different winners: "
                : disagree ? "The criteria disagree: "
                : "The criteria agree within their errors: "
            )
                + Invariant(
                    $"{completion.Estimator.Name} predicts a region from the others best (completion error lower by {Plain(g with { Mean = -g.Mean })} standard deviations), and its likelihood is {(c.Mean < 0 ? "lower" : "higher")} by {Plain(c with { Mean = Math.Abs(c.Mean) })} nats{(c.Error is null ? "" : " (means ± standard errors)")}. "
                )
                + "Likelihood judges the whole matrix, small variances above all; completion judges single predictions.";
        }
    }

    private static IEnumerable<string> Avoid(ComparisonResult result)
    {
        EstimatorSummary[] undefined = [.. result.Summaries.Where(s => s.Refused.Count + s.NotDefined.Count > 0)];
        if (undefined.Length > 0)
        {
            yield return "Do not use "
                + string.Join(
                    "; ",
                    undefined
                        .Take(8)
                        .Select(s =>
                            Invariant(
                                $"{s.Estimator.Name} (no value in {s.Refused.Count + s.NotDefined.Count} of {s.Subjects} recordings)"
                            )
                        )
                )
                + (undefined.Length > 8 ? Invariant($" and {undefined.Length - 8} more") : "")
                + ": the reasons are in the table of refusals.";
        }
    }

    // "By 0 nats" would be no victory.
    private static string Plain(ErrorMean d) =>
        d.Error is { } error ? Invariant($"{d.Mean:0.###} ± {error:0.###}")
        : Math.Abs(d.Mean) < 0.0005 ? "less than 0.001"
        : Invariant($"{d.Mean:0.###}");

    private static string List(IReadOnlyList<string> items) =>
        items.Count <= 6
            ? string.Join(", ", items.SkipLast(1)) + " and " + items[^1]
            : string.Join(", ", items.Take(6)) + Invariant($" and {items.Count - 6} more");
}
