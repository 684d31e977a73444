using Gyrus.Numerics;
using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.Pipelines.Participants;

/// <summary>Chooses who is in a group: runs that moved too much, participants with too few volumes or other regions are left out, with the reason.</summary>
/// <remarks>
/// The runs of a participant, of all sessions, are joined into one series: each was cleaned and standardised alone, and a person counts once.
/// </remarks>
public sealed record GroupSelection
{
    /// <summary>Gets the largest mean framewise displacement of a run in mm, or null (default) for any. Positive. Unknown passes.</summary>
    public double? MaxMeanDisplacementMillimetres
    {
        get;
        init => field = value is { } mm ? Require.Positive(mm, nameof(MaxMeanDisplacementMillimetres)) : null;
    }

    /// <summary>Gets the fewest kept volumes of a participant, all runs together. At least 0; 0.</summary>
    public int MinVolumes
    {
        get;
        init => field = Require.AtLeast(0, value, nameof(MinVolumes));
    }

    /// <summary>Gets what is done when runs have different regions. Default: those of most participants are kept, and others left out.</summary>
    public RegionSets RegionSets { get; init; }

    /// <summary>Chooses.</summary>
    /// <param name="participants">The participants, each once.</param>
    /// <returns>The group; it may be empty.</returns>
    public SelectedGroup Select(IReadOnlyList<ParticipantRuns> participants)
    {
        ArgumentNullException.ThrowIfNull(participants);
        var exclusions = new List<Exclusion>(participants.SelectMany(p => p.Excluded));
        (ParticipantRuns Participant, RegionSignals[] Runs)[] still =
        [
            .. participants.Select(p => (p, StillEnough(p, exclusions))),
        ];
        if (RegionSets == RegionSets.Same && Usual(still.SelectMany(s => s.Runs)) is { } usual)
        {
            still = [.. still.Select(s => (s.Participant, WithRegions(s.Participant, s.Runs, usual, exclusions)))];
        }

        RegionSignals?[] joined = [.. still.Select(s => Join(s.Participant, s.Runs, exclusions))];
        return new SelectedGroup
        {
            Subjects = [.. joined.OfType<RegionSignals>()],
            Members = [.. still.Select((s, k) => MemberOf(s.Participant, joined[k], s.Runs.Length, exclusions))],
            Exclusions =
            [
                .. exclusions
                    .OrderBy(e => e.Participant, StringComparer.Ordinal)
                    .ThenBy(e => e.Run, StringComparer.Ordinal),
            ],
            Warnings = [.. TaskWarnings([.. still.SelectMany(s => s.Runs).Select(r => r.Subject)])],
        };
    }

    private RegionSignals[] StillEnough(ParticipantRuns participant, List<Exclusion> exclusions)
    {
        var kept = new List<RegionSignals>();
        foreach (RegionSignals run in participant.Runs)
        {
            if (
                MaxMeanDisplacementMillimetres is { } limit
                && run.Quality?.MeanFramewiseDisplacementMillimetres is { } mm
                && mm > limit
            )
            {
                exclusions.Add(
                    Of(
                        participant,
                        run,
                        Invariant($"The mean framewise displacement, {mm:0.000} mm, is above {limit} mm.")
                    )
                );
            }
            else
            {
                kept.Add(run);
            }
        }

        int volumes = kept.Sum(r => r.Samples);
        if (kept.Count > 0 && volumes < MinVolumes)
        {
            exclusions.Add(
                new Exclusion(
                    participant.Participant,
                    null,
                    null,
                    Exclusion.GroupLevel,
                    Invariant($"{volumes} volumes were kept in {kept.Count} runs; at least {MinVolumes} are asked for.")
                )
            );
            return [];
        }

        if (kept.Count == 0 && participant.Runs.Count == 0 && participant.Excluded.All(e => e.Run is not null))
        {
            exclusions.Add(
                new Exclusion(participant.Participant, null, null, Exclusion.GroupLevel, "No run can be used.")
            );
        }

        return [.. kept];
    }

    /// <summary>The regions that most runs have; of sets that come equally often the largest, then the first.</summary>
    private static string[]? Usual(IEnumerable<RegionSignals> runs) =>
        runs.Select(r => (string[])[.. r.Regions.Select(region => region.Name)])
            .GroupBy(names => string.Join('\t', names))
            .OrderByDescending(g => g.Count())
            .ThenByDescending(g => g.First().Length)
            .FirstOrDefault()
            ?.First();

    private static RegionSignals[] WithRegions(
        ParticipantRuns participant,
        RegionSignals[] runs,
        string[] usual,
        List<Exclusion> exclusions
    )
    {
        var kept = new List<RegionSignals>();
        foreach (RegionSignals run in runs)
        {
            string[] own = [.. run.Regions.Select(r => r.Name)];
            if (own.SequenceEqual(usual))
            {
                kept.Add(run);
                continue;
            }

            string[] lacks = [.. usual.Except(own)];
            string[] extra = [.. own.Except(usual)];
            exclusions.Add(
                Of(
                    participant,
                    run,
                    "The run has other regions than most."
                        + (lacks.Length > 0 ? $" It lacks {Names(lacks)}." : "")
                        + (extra.Length > 0 ? $" It alone has {Names(extra)}." : "")
                        + " (Regions that all have are kept with --regions common.)"
                )
            );
        }

        return [.. kept];
    }

    private static RegionSignals? Join(ParticipantRuns participant, RegionSignals[] runs, List<Exclusion> exclusions)
    {
        if (runs.Length == 0)
        {
            return null;
        }

        IEnumerable<string> shared = runs[0].Regions.Select(r => r.Name);
        foreach (RegionSignals run in runs.Skip(1))
        {
            shared = shared.Intersect(run.Regions.Select(r => r.Name));
        }

        string[] names = [.. shared];
        if (names.Length > 0)
        {
            return RunJoining.Join(participant.Participant, [.. runs.Select(r => r.Select(names))]);
        }

        exclusions.Add(
            new Exclusion(
                participant.Participant,
                null,
                null,
                Exclusion.GroupLevel,
                "The runs have no region in common."
            )
        );
        return null;
    }

    private static GroupMember MemberOf(
        ParticipantRuns participant,
        RegionSignals? joined,
        int runs,
        List<Exclusion> exclusions
    ) =>
        new(
            participant.Participant,
            joined is not null,
            joined is null ? 0 : runs,
            exclusions.Count(e => e.Participant == participant.Participant && e.Run is not null),
            joined?.Quality
        );

    private static IEnumerable<string> TaskWarnings(string[] runs)
    {
        string[] tasks =
        [
            .. runs.SelectMany(r => r.Split('_').Where(part => part.StartsWith("task-", StringComparison.Ordinal)))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        if (tasks.Length > 1)
        {
            yield return $"Runs of several tasks are joined ({string.Join(", ", tasks)}): what connects regions at rest and in a task differs. Choose one with --task.";
        }
    }

    private static Exclusion Of(ParticipantRuns participant, RegionSignals run, string reason) =>
        new(participant.Participant, SessionOf(run.Subject), run.Subject, Exclusion.GroupLevel, reason);

    private static string? SessionOf(string run) =>
        run.Split('_').FirstOrDefault(part => part.StartsWith("ses-", StringComparison.Ordinal))?["ses-".Length..];

    private static string Names(string[] names) =>
        string.Join(", ", names.Take(8).Select(n => $"'{n}'"))
        + (names.Length > 8 ? $" and {names.Length - 8} more" : "");
}
