using Gyrus.Signals;

namespace Gyrus.Pipelines.Participants;

/// <summary>What became of all runs of one participant.</summary>
public sealed record ParticipantResult
{
    /// <summary>Gets the participant, such as <c>sub-01</c>.</summary>
    public required string Participant { get; init; }

    /// <summary>Gets the name of the atlas, as file names have it.</summary>
    public required string Atlas { get; init; }

    /// <summary>Gets all regions of the atlas; a run may lack some.</summary>
    public required IReadOnlyList<Region> Regions { get; init; }

    /// <summary>Gets the runs that are used, in the order of their names.</summary>
    public required IReadOnlyList<AnalysedRun> Runs { get; init; }

    /// <summary>Gets the runs that are not.</summary>
    public required IReadOnlyList<Exclusion> Excluded { get; init; }

    /// <summary>Gets what is odd about the participant's files and the atlas, in full sentences.</summary>
    public IReadOnlyList<string> FileWarnings { get; init; } = [];

    /// <summary>Gets all warnings; what is odd in several runs is said once.</summary>
    public IReadOnlyList<string> Warnings => [.. FileWarnings, .. AnalysedRun.WarningsOf(Runs)];
}
