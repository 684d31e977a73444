namespace Gyrus.Pipelines.Participants;

/// <summary>A run, or a participant as a whole, that a result does not use.</summary>
/// <param name="Participant">The participant, such as <c>sub-01</c>.</param>
/// <param name="Session">The label of the session, or null.</param>
/// <param name="Run">The name of the run, or null for the participant as a whole.</param>
/// <param name="Level">Who decided: <c>participant</c> or <c>group</c>.</param>
/// <param name="Reason">Why, in full sentences without folders.</param>
public sealed record Exclusion(string Participant, string? Session, string? Run, string Level, string Reason)
{
    /// <summary>The level of one participant.</summary>
    public const string ParticipantLevel = "participant";

    /// <summary>The level of all participants together.</summary>
    public const string GroupLevel = "group";
}
