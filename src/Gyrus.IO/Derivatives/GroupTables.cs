using System.Text.Json;
using Gyrus.IO.Tables;
using Gyrus.Pipelines.Participants;
using Gyrus.Signals;

namespace Gyrus.IO.Derivatives;

/// <summary>Who is in a group result, and who is not: <c>participants.tsv</c> and <c>exclusions.tsv</c>, with JSON files that describe the columns.</summary>
public static class GroupTables
{
    /// <summary>The table of participants.</summary>
    public const string ParticipantsName = "participants.tsv";

    /// <summary>The table of exclusions.</summary>
    public const string ExclusionsName = "exclusions.tsv";

    private static readonly (string Name, string Description)[] ParticipantColumns =
    [
        ("participant_id", "The participant."),
        ("used", "Whether the group result uses the participant: true or false."),
        ("runs", "Runs that are joined."),
        ("runs_excluded", "Runs that are not used; exclusions.tsv says why."),
        ("volumes", "Volumes recorded in the runs joined."),
        ("volumes_kept", "Volumes left after censoring."),
        ("mean_fd", "Mean framewise displacement in mm (Power), over all volumes recorded."),
        ("degrees_of_freedom_left", "What censoring, trend, filter and confounds left to each signal."),
    ];

    private static readonly (string Name, string Description)[] ExclusionColumns =
    [
        ("participant_id", "The participant."),
        ("session", "The label of the session, or n/a."),
        ("run", "The run, or n/a for the participant as a whole."),
        ("level", "Where the decision was made: participant or group."),
        ("reason", "Why."),
    ];

    /// <summary>Writes the tables.</summary>
    /// <param name="folder">The folder. It must exist.</param>
    /// <param name="group">The group.</param>
    /// <returns>The paths of the tables.</returns>
    public static IReadOnlyList<string> Write(string folder, SelectedGroup group)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(group);
        return
        [
            Table(folder, ParticipantsName, ParticipantColumns, group.Members.Select(Row)),
            Table(
                folder,
                ExclusionsName,
                ExclusionColumns,
                group.Exclusions.Select(e =>
                    (string?[])[e.Participant, e.Session, e.Run, e.Level, MessageText.OneLine(e.Reason)]
                )
            ),
        ];
    }

    private static string?[] Row(GroupMember member)
    {
        ScanQuality? q = member.Quality;
        return
        [
            member.Participant,
            member.IsUsed ? "true" : "false",
            TsvWriter.Number(member.Runs),
            TsvWriter.Number(member.ExcludedRuns),
            q is null ? null : TsvWriter.Number(q.Volumes),
            q is null ? null : TsvWriter.Number(q.KeptVolumes),
            q?.MeanFramewiseDisplacementMillimetres is { } mm ? TsvWriter.Number(mm) : null,
            q is null ? null : TsvWriter.Number(q.DegreesOfFreedomRemaining),
        ];
    }

    private static string Table(
        string folder,
        string name,
        (string Name, string Description)[] columns,
        IEnumerable<string?[]> rows
    )
    {
        string path = Path.Combine(folder, name);
        AtomicFile.Write(
            Path.ChangeExtension(path, ".json"),
            stream =>
            {
                using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
                json.WriteStartObject();
                foreach ((string column, string description) in columns)
                {
                    json.WriteStartObject(column);
                    json.WriteString("Description", description);
                    json.WriteEndObject();
                }

                json.WriteEndObject();
            }
        );
        TsvWriter.WriteRows(path, [.. columns.Select(c => c.Name)], rows);
        return path;
    }
}
