using System.CommandLine;
using Gyrus.Cli.Running;
using Gyrus.Covariance.Cleaning;
using Gyrus.IO.Bids;
using Gyrus.IO.Derivatives;
using Gyrus.IO.Tables;
using Gyrus.Numerics;
using Gyrus.Pipelines;
using Gyrus.Pipelines.Comparison;
using Gyrus.Pipelines.Participants;
using Gyrus.Report.Connectomes;
using Gyrus.Report.Participants;
using Gyrus.Signals;

namespace Gyrus.Cli.Commands;

/// <summary><c>gyrus bids … group</c>: from what the participant level wrote to the connectomes of the group.</summary>
internal sealed class BidsGroup
{
    private const string FolderName = "group";
    private readonly ParseResult _call;
    private readonly CommonOptions _common;
    private readonly string _source;
    private readonly string _atlas;
    private readonly RunFilter _filter;

    private BidsGroup(ParseResult call, CommonOptions common, string output)
    {
        (_call, _common) = (call, common);
        _source = BidsGroupOptions.SourceOf(call, output);
        _atlas = AtlasOf(call, _source);
        _filter = BidsOptions.FilterOf(call);
        Folder = Path.Combine(output, FolderName);
    }

    private string Folder { get; }

    /// <summary>Runs the level.</summary>
    public static async Task<int> RunAsync(ParseResult call, CommonOptions common, CancellationToken cancellationToken)
    {
        (BidsDataset dataset, IReadOnlyList<string> participants) = BidsOptions.DatasetOf(call);
        string output = BidsOptions.OutputOf(call, dataset);
        var level = new BidsGroup(call, common, output);
        Connectome connectome = EstimationOptions.Of(call, common.Threads);
        GroupInputs inputs = level.Read(participants);
        SelectedGroup group = BidsGroupOptions
            .SelectionOf(call, fewest: connectome.Alpha is null ? 2 * connectome.Search.Folds : 3)
            .Select(inputs.Participants);
        connectome = level.WithMemory(connectome, group.Subjects);
        if (BidsGroupOptions.PartOf(call, connectome.Search) is { } part)
        {
            connectome.FitFold(
                EstimationOptions.StudyOf(call, group.Subjects),
                part.Grid,
                part.Fold,
                cancellationToken
            );
            return ExitCode.Done;
        }

        Directory.CreateDirectory(level.Folder);
        DatasetSource source = dataset.Source();
        DatasetDescription.Write(output, $"Region signals and connectivity of {source.Name}", "bids", source);
        GroupTables.Write(level.Folder, group);
        PrintExclusions(group, call.InvocationConfiguration.Error);
        if (group.Subjects.Count == 0)
        {
            throw new ArgumentException(
                $"No participant can be used: {Path.Combine(FolderName, GroupTables.ExclusionsName)} says why."
            );
        }

        ConnectomeResult result = await ProgressDisplay.RunAsync(
            common,
            call.InvocationConfiguration.Error,
            progress => level.Fit(connectome, inputs, group, progress, cancellationToken)
        );
        int code = StudyOutput.Print(
            call,
            common,
            result,
            level.Folder,
            new Summary()
                .Add("participants", group.Members.Where(m => m.IsUsed).Select(m => m.Participant))
                .Add("left_out", group.Members.Where(m => !m.IsUsed).Select(m => m.Participant))
        );
        return group.Exclusions.Count > 0 && BidsOptions.FailsOnMissing(call) ? ExitCode.UsageOrInput : code;
    }

    /// <summary>Folds are kept, and start from nothing: so the search is the same whether one process does it or each fold has its own.</summary>
    private Connectome WithMemory(Connectome connectome, IReadOnlyList<RegionSignals> subjects) =>
        connectome.Alpha is null && !connectome.Search.EarlyStopping
            ? connectome with
            {
                Search = connectome.Search with
                {
                    Memory = BidsGroupOptions.ScoresOf(
                        _call,
                        Folder,
                        _source,
                        FoldScoreFolder.HashOf(subjects, connectome.Search)
                    ),
                },
            }
            : connectome;

    private GroupInputs Read(IReadOnlyList<string> participants)
    {
        string table = Path.Combine(_source, ParticipantFolder.RegionTable(_atlas));
        IReadOnlyList<Region> places = LabelTable.Read(table);
        var read = new List<ParticipantRuns>();
        var files = new List<string> { table };
        foreach (string label in participants)
        {
            if (BidsGroupOptions.IsLeftOut(_call, label))
            {
                read.Add(ParticipantFolder.Absent("sub-" + label, _atlas));
                continue;
            }

            (ParticipantRuns runs, IReadOnlyList<string> own) = ParticipantFolder.Read(
                _source,
                "sub-" + label,
                _atlas,
                IsWanted,
                places
            );
            read.Add(runs);
            files.AddRange(own);
        }

        return new GroupInputs(read, files);
    }

    private ConnectomeResult Fit(
        Connectome connectome,
        GroupInputs inputs,
        SelectedGroup group,
        IProgress<WorkProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var recorder = new RunRecorder(_call, Unused, reproducible: true);
        var made = ParticipantOptions.Of(inputs.TimeSeries);
        foreach ((string name, string value) in made.Shared)
        {
            recorder.Add(name, value);
        }

        StudySignals study = EstimationOptions.StudyOf(_call, group.Subjects);
        ConnectomeResult fitted = connectome.Fit(study, progress, cancellationToken);
        string? compared = Compare(study, recorder, inputs, progress, cancellationToken);
        fitted = fitted with
        {
            Atlas = _atlas,
            Warnings =
            [
                .. group.Warnings,
                .. made.Warnings,
                .. fitted.Warnings,
                .. compared is null ? Array.Empty<string>() : [compared],
            ],
            Provenance = recorder.Finish(inputs.Files, _common.Threads, cancellationToken: cancellationToken),
        };
        StudyOutput.Write(
            _call,
            Folder,
            new ConnectomeReport
            {
                Result = fitted,
                Signals = study.Subjects,
                Title = "Group connectome",
                Before = [ParticipantsSection.Of(group)],
            },
            npy: false
        );
        return fitted;
    }

    /// <summary>Writes the comparison; series that are too short for it are no fault of the connectome.</summary>
    /// <returns>Why there is no comparison, or null.</returns>
    private string? Compare(
        StudySignals study,
        RunRecorder recorder,
        GroupInputs inputs,
        IProgress<WorkProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<NamedEstimator> estimators = BidsGroupOptions.ComparedOf(_call);
        if (estimators.Count == 0)
        {
            return null;
        }

        try
        {
            var settings = new EstimatorSettings();
            StudyComparison comparison = new ComparisonStudy
            {
                Estimators = estimators,
                Settings = settings,
                Threads = _common.Threads,
            }.Compare(study, progress, cancellationToken);
            CompareCommand.Write(
                Directory.CreateDirectory(Path.Combine(Folder, "comparison")).FullName,
                comparison with
                {
                    Atlas = _atlas,
                    Provenance = recorder.Finish(inputs.Files, _common.Threads, settings.Seed, cancellationToken),
                }
            );
            return null;
        }
        catch (Exception error) when (error is ArgumentException or EstimatorUndefinedException)
        {
            return $"Estimators were not compared. {UserError.Explain(error)}";
        }
    }

    private bool IsWanted(BidsName run) =>
        Fits(run["ses"], "ses", _filter.Sessions)
        && Fits(run["task"], "task", _filter.Tasks)
        && Fits(run["run"], "run", _filter.Runs);

    private static bool Fits(string? label, string key, IReadOnlyList<string> wanted) =>
        wanted.Count == 0 || (label is not null && wanted.Any(w => RunFilter.Plain(key, w) == label));

    private static void PrintExclusions(SelectedGroup group, TextWriter error)
    {
        foreach (Exclusion e in group.Exclusions)
        {
            error.WriteLine($"left out: {e.Run ?? e.Participant}: {e.Reason}");
        }
    }

    private static IReadOnlyList<Option> Unused =>
        [.. BidsOptions.Choices, .. BidsCommand.OfParticipants, .. StudyOutput.OfReport, .. BidsGroupOptions.Division];

    /// <summary>The atlas that a call names, or the only one there is.</summary>
    private static string AtlasOf(ParseResult call, string source)
    {
        string[] there =
        [
            .. Directory
                .GetFiles(source, "seg-*_dseg.tsv")
                .Select(path => BidsName.Parse(path)["seg"])
                .OfType<string>()
                .Order(StringComparer.Ordinal),
        ];
        string? asked = RegionOptions.FilesOf(call).Select(ExtractionInputs.LabelOf).FirstOrDefault();
        return (asked, there) switch
        {
            (null, [var only]) => only,
            ({ } atlas, _) when there.Contains(atlas) => atlas,
            (_, []) => throw new ArgumentException(
                $"{source}: expected the results of 'gyrus bids … participant' (seg-…_dseg.tsv), but there are none."
            ),
            _ => throw new ArgumentException(
                $"{source}: there are results of {string.Join(", ", there)}{(asked is null ? "; say which with --atlas" : $", but not of {asked}")}."
            ),
        };
    }

    /// <summary>What was read.</summary>
    private sealed record GroupInputs(IReadOnlyList<ParticipantRuns> Participants, IReadOnlyList<string> Files)
    {
        public IReadOnlyList<string> TimeSeries =>
            [.. Files.Where(f => f.EndsWith("_timeseries.tsv", StringComparison.Ordinal))];
    }
}
