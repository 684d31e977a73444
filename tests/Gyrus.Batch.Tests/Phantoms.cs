using Gyrus.Batch.Plans;
using Gyrus.Pipelines.Phantom;

namespace Gyrus.Batch.Tests;

/// <summary>A simulated study on disk, made once, and plans that extract its subjects and join them in a connectome.</summary>
public sealed class Phantoms : IDisposable
{
    public const int Subjects = 20;

    private readonly TemporaryFolder _folder = new();
    private readonly IO.Bids.PhantomDataset _data;

    public Phantoms() =>
        _data = IO.Bids.PhantomDataset.Write(
            new BoldPhantom
            {
                Subjects = Subjects,
                Regions = 6,
                Volumes = 40,
                VoxelMillimetres = 12,
            }.Create(),
            _folder.Path("bids"),
            threads: 2
        );

    public IReadOnlyList<string> Bold => _data.Bold;

    /// <summary>A task per subject, and one that needs them all.</summary>
    internal IReadOnlyList<BatchTask> Tasks(string output, int subjects = Subjects, bool tolerant = false)
    {
        BatchTask[] participants = [.. _data.Bold.Take(subjects).Select(Participant)];
        return
        [
            .. participants,
            new BatchTask
            {
                Name = "group",
                Stage = "group",
                Arguments =
                [
                    "connectivity",
                    .. tolerant
                        ? [Path.Combine(output, BatchTask.Needed("participant"))]
                        : participants.Select(p => Path.Combine(output, p.Name)),
                    "--kind",
                    "correlation",
                    "--reproducible",
                    "--out",
                    BatchTask.Out,
                ],
                Needs = [.. Enumerable.Range(0, participants.Length)],
                ToleratesMissing = tolerant,
                Resources = new TaskResources { MemoryMebibytes = 512, Minutes = 2 },
            },
        ];
    }

    internal (PlanFolder Folder, BatchPlan Plan) Plan(
        string work,
        string output,
        IReadOnlyList<BatchTask>? tasks = null
    )
    {
        var plan = BatchPlan.Create(
            new PlanHeader { Name = "phantoms", Output = Directory.CreateDirectory(output).FullName },
            tasks ?? Tasks(output)
        );
        var folder = PlanFolder.Create(work);
        plan.Write(folder);
        return (folder, plan);
    }

    private BatchTask Participant(string bold)
    {
        string subject = IO.Bids.BidsName.Parse(bold).Subject;
        return new BatchTask
        {
            Name = $"{subject}_seg-phantom_timeseries.tsv",
            Stage = "participant",
            Arguments =
            [
                "signals",
                bold,
                "--atlas",
                _data.Atlas,
                "--labels",
                _data.Regions,
                "--out",
                BatchTask.Out,
                "--no-cache",
                "--reproducible",
            ],
            Inputs = [.. new[] { bold, _data.Atlas, _data.Regions }.Select(TaskInput.Of)],
            Resources = new TaskResources { MemoryMebibytes = 512, Minutes = 2 },
        };
    }

    public void Dispose() => _folder.Dispose();
}
