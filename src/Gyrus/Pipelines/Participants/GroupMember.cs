using Gyrus.Signals;

namespace Gyrus.Pipelines.Participants;

/// <summary>A participant's part in a group result: a row of the table of participants.</summary>
/// <param name="Participant">The participant, such as <c>sub-01</c>.</param>
/// <param name="IsUsed">Whether the result uses the participant.</param>
/// <param name="Runs">The number of runs that are joined; 0 for a participant who is not used.</param>
/// <param name="ExcludedRuns">The number of runs that are not used.</param>
/// <param name="Quality">The quality of the runs joined, or null.</param>
public sealed record GroupMember(string Participant, bool IsUsed, int Runs, int ExcludedRuns, ScanQuality? Quality);
