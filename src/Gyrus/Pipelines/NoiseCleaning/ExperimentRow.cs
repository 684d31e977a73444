using Gyrus.Pipelines.Comparison;

namespace Gyrus.Pipelines.NoiseCleaning;

/// <summary>One estimator on one realisation, as it is stored.</summary>
public sealed record ExperimentRow
{
    /// <summary>Gets the realisation, from 0.</summary>
    public required int Realisation { get; init; }

    /// <summary>Gets the name of the estimator or bound.</summary>
    public required string Estimator { get; init; }

    /// <summary>Gets the numbers, one for each of <see cref="ExperimentMeasure.All"/>; null where one is not defined.</summary>
    public required IReadOnlyList<double?> Values { get; init; }

    /// <summary>Gets whether the estimator refused, gave no criteria, or gave all.</summary>
    public required OutcomeStatus Status { get; init; }

    /// <summary>Gets whether an iterative fit converged; null for a closed form.</summary>
    public bool? Converged { get; init; }

    /// <summary>Gets whether a search ended at an edge of its grid; null without a search.</summary>
    public bool? AtEdge { get; init; }

    /// <summary>Gets the reason of a refusal or of missing criteria; empty where there is none.</summary>
    public string Reason { get; init; } = "";

    internal static ExperimentRow Of(int realisation, EstimatorOutcome outcome) =>
        new()
        {
            Realisation = realisation,
            Estimator = outcome.Estimator,
            Values = [.. ExperimentMeasure.All.Select(m => m.Of(outcome))],
            Status =
                outcome.Refused is not null ? OutcomeStatus.Refused
                : outcome.NotDefined is not null ? OutcomeStatus.NotDefined
                : OutcomeStatus.Defined,
            Converged = outcome.Convergence?.Converged,
            AtEdge = outcome.Choice is { Grid.Count: > 0 } choice ? choice.AtEdge : null,
            Reason = outcome.Refused ?? outcome.NotDefined ?? "",
        };
}
