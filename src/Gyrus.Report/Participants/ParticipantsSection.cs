using Gyrus.Pipelines.Participants;
using Gyrus.Report.Pages;
using static System.FormattableString;

namespace Gyrus.Report.Participants;

/// <summary>Who is in a group result, and who is not, and why.</summary>
public static class ParticipantsSection
{
    /// <summary>The section.</summary>
    public static ReportSection Of(SelectedGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        GroupMember[] left = [.. group.Members.Where(m => !m.IsUsed)];
        return new(
            "Who is in the group",
            [
                new ReportParagraph(
                    Invariant(
                        $"{group.Subjects.Count} of {group.Members.Count} participants are used. The runs of a participant, of all sessions, were cleaned one by one and then joined."
                    )
                        + (
                            left.Length > 0
                                ? $" Not used: {string.Join(", ", left.Take(20).Select(m => m.Participant))}{(left.Length > 20 ? Invariant($" and {left.Length - 20} more") : "")}."
                                : ""
                        )
                ),
                new ReportTable
                {
                    Caption =
                        "Participants. Volumes are those of the runs that are joined; FD is the framewise displacement, averaged over all of them.",
                    FileName = "participants",
                    Columns =
                    [
                        new("Participant"),
                        new("Used"),
                        new("Runs", IsNumeric: true),
                        new("Runs excluded", IsNumeric: true),
                        new("Volumes", IsNumeric: true),
                        new("Kept", IsNumeric: true),
                        new("Mean FD (mm)", IsNumeric: true),
                        new("Degrees of freedom left", IsNumeric: true),
                    ],
                    Rows = [.. group.Members.Select(Row)],
                },
                .. group.Exclusions.Count > 0
                    ? (ReportBlock[])
                        [
                            new ReportTable
                            {
                                Caption = "Runs and participants that are not used.",
                                FileName = "exclusions",
                                Columns = [new("Participant"), new("Run"), new("Decided at"), new("Reason")],
                                Rows =
                                [
                                    .. group.Exclusions.Select(e =>
                                        (string[])[e.Participant, e.Run ?? "all", $"{e.Level} level", e.Reason]
                                    ),
                                ],
                            },
                        ]
                    : [],
            ]
        );
    }

    private static string[] Row(GroupMember m) =>
        [
            m.Participant,
            m.IsUsed ? "yes" : "no",
            Invariant($"{m.Runs}"),
            Invariant($"{m.ExcludedRuns}"),
            m.Quality is { } v ? Invariant($"{v.Volumes}") : "n/a",
            m.Quality is { } k ? Invariant($"{k.KeptVolumes}") : "n/a",
            m.Quality?.MeanFramewiseDisplacementMillimetres is { } mm ? Invariant($"{mm:0.000}") : "n/a",
            m.Quality is { } d ? Invariant($"{d.DegreesOfFreedomRemaining:0}") : "n/a",
        ];
}
