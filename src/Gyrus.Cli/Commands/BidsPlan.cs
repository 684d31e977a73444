using System.CommandLine;
using Gyrus.Batch.Plans;
using Gyrus.IO.Bids;
using Gyrus.Pipelines;

namespace Gyrus.Cli.Commands;

/// <summary>The tasks of <c>gyrus bids</c>: a participant each; then, for a group, the folds of its cross-validation and the fit of all.</summary>
internal sealed class BidsPlan
{
    private const string ParticipantStage = "participant";
    private const int ParticipantMebibytes = 1024;
    private const int BaseMebibytes = 768;

    /// <summary>The copies of all covariances that a fit of the group holds at most, measured (bench/results/scale-out.md).</summary>
    private const int GroupCopies = 18;

    private readonly ParseResult _call;
    private readonly BidsDataset _dataset;
    private readonly IReadOnlyList<string> _participants;
    private readonly string _output;
    private readonly List<BatchTask> _tasks = [];

    private BidsPlan(ParseResult call)
    {
        _call = call;
        (_dataset, _participants) = BidsOptions.DatasetOf(call);
        _output = BidsOptions.OutputOf(call, _dataset);
    }

    /// <summary>Writes the plan of a call.</summary>
    public static int Write(ParseResult call)
    {
        var plan = new BidsPlan(call);
        plan.AddParticipants();
        if (BidsOptions.IsGroup(call))
        {
            plan.AddGroup();
        }

        return PlanOptions.Write(call, $"bids {Path.GetFileName(plan._dataset.Folder)}", plan._output, plan._tasks);
    }

    private void AddParticipants()
    {
        // What the level refuses, such as a call without an atlas, is refused here and not by every task.
        _ = new BidsRunExtraction(_call, _dataset);
        TaskInput[] common = [.. RegionOptions.FilesOf(_call).Select(TaskInput.Of)];
        TaskResources given = PlanOptions.Of(_call, ParticipantMebibytes, minutes: 60);
        IReadOnlyList<string> words = PlanOptions.WordsOf(
            _call,
            [BidsOptions.Labels, .. BidsCommand.OfGroup.Where(IsOfGroupOnly)]
        );
        RunFilter filter = BidsOptions.FilterOf(_call);
        foreach (string label in _participants)
        {
            ParticipantScans scans = _dataset.ScansOf(label);
            _tasks.Add(
                new BatchTask
                {
                    Name = label,
                    Stage = ParticipantStage,
                    Arguments = [.. Call(BidsOptions.Participant), $"{BidsOptions.Labels.Name}={label}", .. words],
                    Inputs = [.. FilesOf(scans, filter).Where(File.Exists).Select(TaskInput.Of), .. common],
                    Resources = given,
                }
            );
        }
    }

    /// <summary>What the participant will read; one whose runs cannot be told yet has its task all the same, which then says why.</summary>
    private static string[] FilesOf(ParticipantScans scans, RunFilter filter)
    {
        try
        {
            return
            [
                .. scans.Select(filter).SelectMany(r => new[] { r.Image, r.Confounds, r.BrainMask }).OfType<string>(),
            ];
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidDataException or IOException)
        {
            return [];
        }
    }

    private void AddGroup()
    {
        int[] participants = [.. Enumerable.Range(0, _tasks.Count)];
        Connectome connectome = EstimationOptions.Of(_call, threads: 1);
        long regions = RegionOptions.AtlasOf(_call)?.Regions.Count ?? 0;
        double covariances = _participants.Count * regions * regions * 8.0 / (1 << 20);
        int memory = (int)(BaseMebibytes + (GroupCopies * covariances));
        string[] words =
        [
            .. Call(BidsOptions.Group),
            $"{BidsGroupOptions.Derivatives.Name}={_output}",
            $"{BidsGroupOptions.LeftOut.Name}={BatchTask.Missing(ParticipantStage)}",
            // Who is in the study is decided here, not by what lies in the data set when the task runs.
            .. _participants.Select(label => $"{BidsOptions.Labels.Name}={label}"),
            .. PlanOptions.WordsOf(_call, [BidsGroupOptions.Derivatives, BidsOptions.Labels]),
        ];
        bool splits = connectome.Alpha is null && !connectome.Search.EarlyStopping;
        var needs = new List<int>(participants);
        for (int grid = 0; splits && grid < connectome.Search.Grids; grid++)
        {
            int[] before = [.. needs];
            for (int fold = 0; fold < connectome.Search.Folds; fold++)
            {
                needs.Add(_tasks.Count);
                string part = FormattableString.Invariant($"{grid + 1}.{fold + 1}");
                _tasks.Add(
                    new BatchTask
                    {
                        Name = FormattableString.Invariant($"fold {fold + 1}"),
                        Stage = FormattableString.Invariant($"grid {grid + 1}"),
                        Arguments = [.. words, $"{BidsGroupOptions.Part.Name}={part}"],
                        Needs = before,
                        ToleratesMissing = true,
                        Resources = PlanOptions.Of(_call, memory, minutes: 120),
                    }
                );
            }
        }

        _tasks.Add(
            new BatchTask
            {
                Name = BidsOptions.Group,
                Stage = BidsOptions.Group,
                Arguments = [.. words, .. splits ? [BidsGroupOptions.KnownScores.Name] : (string[])[]],
                Needs = needs,
                ToleratesMissing = true,
                Resources = PlanOptions.Of(_call, 2 * memory, minutes: 240, severalCores: true),
            }
        );
    }

    private string[] Call(string level) =>
        ["bids", Path.GetFullPath(BidsOptions.FolderOf(_call)), BatchTask.Out, level];

    /// <summary>An option that both levels have is taken over by participants too.</summary>
    private static bool IsOfGroupOnly(Option option) => BidsCommand.UnusedByParticipants.Contains(option);
}
