using Gyrus.Signals;

namespace Gyrus.Pipelines.Participants;

/// <summary>The runs of one participant as the group finds them.</summary>
/// <param name="Participant">The participant, such as <c>sub-01</c>.</param>
/// <param name="Runs">The cleaned signals of each run, named as the run is.</param>
/// <param name="Excluded">What was excluded before.</param>
public sealed record ParticipantRuns(
    string Participant,
    IReadOnlyList<RegionSignals> Runs,
    IReadOnlyList<Exclusion> Excluded
);
