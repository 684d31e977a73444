using Gyrus.Covariance;
using Gyrus.Covariance.Cleaning;
using Gyrus.Numerics;
using Gyrus.Signals;
using Gyrus.Validation;
using static System.FormattableString;

namespace Gyrus.Pipelines.Comparison;

/// <summary>Fits every estimator to the training samples of each subject and asks how well it describes the test samples.</summary>
/// <remarks>
/// <para>
/// Each subject is cut by <see cref="Split"/>; both parts are standardised by the mean and deviation (ddof 0) of the training. Searches by cross-validation
/// see the training only. The spectra of a subject are computed once for all estimators. Estimators of a group are fitted to all trainings
/// at once.
/// </para>
/// <para>
/// A subject that an estimator refuses, and a covariance so nearly singular (condition number above 10¹⁰) that a likelihood would measure rounding, count
/// as not defined: they are listed, left out of means, and no infinity is averaged. Differences to the reference are paired: over the
/// subjects in which both are defined.
/// </para>
/// <para>Protocol: Ibáñez-Berganza et al. (2023), Physical Review E 108:024313, arXiv:2302.02951.</para>
/// </remarks>
public sealed record EstimatorComparison
{
    /// <summary>The estimator that differences are taken to where it is among those compared and no other is named.</summary>
    public const string DefaultReference = "shrinkage-cv";

    /// <summary>Gets the estimators. At least one; no name twice.</summary>
    public required IReadOnlyList<NamedEstimator> Estimators
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            if (value.Count == 0)
            {
                throw new ArgumentException("At least one estimator is needed, but the list is empty.");
            }

            string? twice = value.GroupBy(e => e.Name).FirstOrDefault(g => g.Count() > 1)?.Key;
            field = twice is null
                ? value
                : throw new ArgumentException(Invariant($"The estimator '{twice}' is named twice."));
        }
    }

    /// <summary>Gets how each series is cut. Default: the first 0.8 trains.</summary>
    public TrainTestSplit Split { get; init; } = new();

    /// <summary>Gets the name of the estimator that differences are taken to; null (default) is shrinkage-cv where it is compared, else the first.</summary>
    public string? Reference { get; init; }

    /// <summary>Gets the number of subjects worked on at the same time. At least 1; 1. The result does not depend on it.</summary>
    public int Threads
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Threads));
    } = 1;

    /// <summary>Compares on the series of subjects.</summary>
    /// <exception cref="ArgumentException">There is no subject; a series is too short for the split; a region does not vary in a training; the reference is not compared. The message names the subject.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ComparisonResult Compare(
        IReadOnlyList<RegionSignals> subjects,
        IProgress<WorkProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(subjects);
        return Compare([.. subjects.Select(Cut)], progress, cancellationToken);
    }

    /// <summary>Compares on samples that are already cut and standardised, with or without a known truth.</summary>
    /// <exception cref="ArgumentException">There is no subject; only some have a truth; the reference is not compared.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ComparisonResult Compare(
        IReadOnlyList<ComparedSamples> subjects,
        IProgress<WorkProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(subjects);
        if (subjects.Count == 0)
        {
            throw new ArgumentException("At least one subject is needed, but the list is empty.");
        }

        bool truth = subjects[0].Truth is not null;
        if (subjects.Any(s => s.Truth is not null != truth))
        {
            throw new ArgumentException("Either all subjects come with a truth or none does, but some do.");
        }

        string reference = ReferenceName();
        GroupOutcomes groups = GroupOutcomes.Of(Estimators, subjects, cancellationToken);
        int done = 0;
        SubjectComparison[] compared = PartLoop.Run(
            subjects.Count,
            Threads,
            k =>
            {
                SubjectComparison one = One(subjects[k], k, groups, cancellationToken);
                progress?.Report(
                    new WorkProgress("comparing estimators", Interlocked.Increment(ref done), subjects.Count)
                );
                return one;
            },
            cancellationToken
        );
        ComparedEstimator[] rows =
        [
            .. Estimators.Select(ComparedEstimator.Of),
            .. truth ? ComparedEstimator.Bounds : [],
        ];
        return new ComparisonResult
        {
            Estimators = rows,
            Reference = reference,
            Subjects = compared,
            Summaries = new ComparisonSummary(rows, reference, compared).All(),
        };
    }

    private SubjectComparison One(
        ComparedSamples samples,
        int subject,
        GroupOutcomes groups,
        CancellationToken cancellationToken
    )
    {
        var prepared = new PreparedSignals(samples.Train);
        var outcomes = new List<EstimatorOutcome>();
        foreach (NamedEstimator named in Estimators)
        {
            cancellationToken.ThrowIfCancellationRequested();
            outcomes.Add(
                OutcomeScorer.Of(
                    named.Name,
                    samples,
                    () => groups.Find(named.Name, subject) ?? Fit(named.ForSubject()!, prepared)
                )
            );
        }

        if (samples.Truth is { } truth)
        {
            outcomes.AddRange(TruthBounds.Of(samples, truth, prepared));
        }

        return new SubjectComparison
        {
            Subject = samples.Subject,
            Regions = samples.Train.Columns,
            TrainSamples = samples.Train.Rows,
            TestSamples = samples.Test.Rows,
            Outcomes = outcomes,
        };
    }

    private static CovarianceFit Fit(ICovarianceEstimator estimator, PreparedSignals prepared) =>
        estimator is CleaningEstimator cleaning ? cleaning.Fit(prepared) : estimator.Fit(prepared.Signals);

    private ComparedSamples Cut(RegionSignals subject)
    {
        try
        {
            StandardisedSplit split = StandardisedSplit.Of(subject.Values, Split.Split(subject.Samples));
            return new ComparedSamples
            {
                Subject = subject.Subject,
                Train = split.Train,
                Test = split.Test,
            };
        }
        catch (ArgumentException error)
        {
            throw new ArgumentException(Invariant($"{subject.Subject}: {error.Message}"), error);
        }
    }

    private string ReferenceName()
    {
        string[] names = [.. Estimators.Select(e => e.Name)];
        if (Reference is { } named)
        {
            return names.Contains(named)
                ? named
                : throw new ArgumentException(
                    Invariant($"The reference '{named}' is not among the estimators ({string.Join(", ", names)}).")
                );
        }

        return names.Contains(DefaultReference) ? DefaultReference : names[0];
    }
}
