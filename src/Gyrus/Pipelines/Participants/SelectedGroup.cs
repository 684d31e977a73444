using Gyrus.Signals;

namespace Gyrus.Pipelines.Participants;

/// <summary>Who is in a group result, and who is not, and why.</summary>
public sealed record SelectedGroup
{
    /// <summary>Gets one joined series per participant who is used, in their order.</summary>
    public required IReadOnlyList<RegionSignals> Subjects { get; init; }

    /// <summary>Gets every participant, used or not.</summary>
    public required IReadOnlyList<GroupMember> Members { get; init; }

    /// <summary>Gets every exclusion, those of the participant level too.</summary>
    public required IReadOnlyList<Exclusion> Exclusions { get; init; }

    /// <summary>Gets what is odd, in full sentences.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
