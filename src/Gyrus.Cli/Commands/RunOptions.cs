using System.CommandLine;
using Gyrus.IO.Bids;
using Gyrus.Pipelines;
using Gyrus.Signals;

namespace Gyrus.Cli.Commands;

/// <summary>What is done with several runs of one subject (the same <c>sub-</c> in the file names).</summary>
internal static class RunOptions
{
    private static readonly Option<bool> JoinOption = new("--join-runs")
    {
        Description =
            "Join the runs of a subject (files with the same sub-): each is cleaned alone, then one follows the other.",
    };

    /// <summary>Gets the option.</summary>
    public static Option Option => JoinOption;

    /// <summary>Whether a call joins runs.</summary>
    public static bool Joins(ParseResult call) => call.GetValue(JoinOption);

    /// <summary>The signals of tables, joined if the call says so.</summary>
    public static IReadOnlyList<RegionSignals> Join(ParseResult call, IReadOnlyList<RegionSignals> signals) =>
        Joins(call)
            ?
            [
                .. Groups(signals, s => s.Subject)
                    .Select(g => g.Runs is [var one] ? one : RunJoining.Join(g.Name, g.Runs)),
            ]
            : signals;

    /// <summary>The runs of each subject, joined.</summary>
    public static IReadOnlyList<SubjectSignals> Join(
        IReadOnlyList<SubjectSignals> signals,
        IReadOnlyList<SubjectScan> scans
    ) =>
        [
            .. Groups([.. signals.Zip(scans)], p => p.Second.Subject)
                .Select(g =>
                    g.Runs is [var one]
                        ? one.First
                        : RunJoining.Join(
                            g.Name,
                            [.. g.Runs.Select(r => r.First)],
                            [.. g.Runs.Select(r => r.Second.Bold.Count)]
                        )
                ),
        ];

    /// <summary>A warning for each subject that comes more than once: a study would count that person twice.</summary>
    public static IEnumerable<string> Warnings(IEnumerable<string> subjects) =>
        Groups([.. subjects], s => s)
            .Where(g => g.Runs.Count > 1)
            .Select(g =>
                $"sub-{BidsName.Parse(g.Runs[0])["sub"]} comes {g.Runs.Count} times ({string.Join(", ", g.Runs.Take(8))}), "
                + "and each counts as a subject of its own: one person weighs more than others, and results look surer than they are. "
                + "Join them with --join-runs."
            );

    /// <summary>Items of one <c>sub-</c>, in the order of their first; names without one stay alone.</summary>
    private static IEnumerable<(string Name, IReadOnlyList<T> Runs)> Groups<T>(
        IReadOnlyList<T> items,
        Func<T, string> subject
    ) =>
        items
            .GroupBy(item => BidsName.Parse(subject(item))["sub"] is { } sub ? $"sub-{sub}" : subject(item))
            .Select(g => (SharedName([.. g.Select(subject)]), (IReadOnlyList<T>)[.. g]));

    /// <summary>The entities that all names have: of sub-1_task-rest_run-1 and sub-1_task-rest_run-2, sub-1_task-rest.</summary>
    private static string SharedName(IReadOnlyList<string> names)
    {
        BidsName[] all = [.. names.Select(BidsName.Parse)];
        return all[0]["sub"] is null
            ? names[0]
            : string.Join(
                '_',
                all[0].Entities.Where(e => all.All(n => n[e.Key] == e.Value)).Select(e => $"{e.Key}-{e.Value}")
            );
    }
}
