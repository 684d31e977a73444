using Gyrus.Pipelines;
using Gyrus.Pipelines.Participants;
using Gyrus.Signals;

namespace Gyrus.Tests.Pipelines.Participants;

public sealed class GroupSelectionTests
{
    [Fact]
    public void Select_JoinsRunsInTheirOrder_WithTheirQuality()
    {
        SelectedGroup group = new GroupSelection().Select([
            new("sub-01", [Run("sub-01_ses-1", 10, 0.1), Run("sub-01_ses-2", 30, 0.3, kept: 20)], []),
        ]);

        RegionSignals joined = Assert.Single(group.Subjects);
        Assert.Equal(("sub-01", 30), (joined.Subject, joined.Samples));
        Assert.Equal(Value("sub-01_ses-1", 9, 0), joined.Values[9, 0]);
        Assert.Equal(Value("sub-01_ses-2", 0, 0), joined.Values[10, 0]);
        ScanQuality quality = joined.Quality!;
        Assert.Equal((40, 30), (quality.Volumes, quality.KeptVolumes));
        Assert.Equal(((10 * 0.1) + (30 * 0.3)) / 40, quality.MeanFramewiseDisplacementMillimetres!.Value, 1e-15);
        Assert.Equal(new GroupMember("sub-01", true, 2, 0, quality), Assert.Single(group.Members));
        Assert.Empty(group.Exclusions);
    }

    [Fact]
    public void Select_LeavesOutRunsThatMovedMore_AndTakesThoseOfUnknownMovement()
    {
        SelectedGroup group = new GroupSelection { MaxMeanDisplacementMillimetres = 0.25 }.Select([
            new("sub-01", [Run("sub-01_ses-a_run-1", 10, 0.25), Run("sub-01_ses-b_run-1", 10, 0.26)], []),
            new("sub-02", [Run("sub-02", 10, null)], []),
            new("sub-03", [Run("sub-03", 10, 1)], []),
        ]);

        Assert.Equal(["sub-01", "sub-02"], group.Subjects.Select(s => s.Subject));
        Assert.Equal(10, group.Subjects[0].Samples);
        Exclusion first = group.Exclusions[0];
        Assert.Equal(
            ("sub-01", "b", "sub-01_ses-b_run-1", "group"),
            (first.Participant, first.Session, first.Run, first.Level)
        );
        Assert.Contains("0.260 mm, is above 0.25 mm", first.Reason, StringComparison.Ordinal);
        Assert.Equal([1, 0, 1], group.Members.Select(m => m.ExcludedRuns));
        Assert.Equal([true, true, false], group.Members.Select(m => m.IsUsed));
    }

    [Fact]
    public void Select_CountsVolumesOfAllRunsThatAreLeft()
    {
        SelectedGroup group = new GroupSelection { MinVolumes = 20, MaxMeanDisplacementMillimetres = 0.5 }.Select([
            new("sub-01", [Run("sub-01_run-1", 10, 0.1), Run("sub-01_run-2", 10, 0.1)], []),
            new("sub-02", [Run("sub-02_run-1", 10, 0.1), Run("sub-02_run-2", 10, 0.9)], []),
        ]);

        Assert.Equal("sub-01", Assert.Single(group.Subjects).Subject);
        Assert.Contains(
            group.Exclusions,
            e =>
                e is { Participant: "sub-02", Run: null } && e.Reason.StartsWith("10 volumes", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Select_KeepsTheRegionsOfMostRuns_OrThoseThatAllHave()
    {
        ParticipantRuns[] participants =
        [
            new("sub-01", [Run("sub-01", 10, 0.1, regions: ["a", "b"])], []),
            new("sub-02", [Run("sub-02_run-1", 10, 0.1), Run("sub-02_run-2", 10, 0.1, regions: ["b", "c"])], []),
            new("sub-03", [Run("sub-03", 10, 0.1)], []),
        ];

        SelectedGroup same = new GroupSelection().Select(participants);
        SelectedGroup common = new GroupSelection { RegionSets = RegionSets.Common }.Select(participants);

        Assert.Equal(["sub-02", "sub-03"], same.Subjects.Select(s => s.Subject));
        Assert.All(same.Subjects, s => Assert.Equal(["a", "b", "c"], s.Regions.Select(r => r.Name)));
        Assert.Equal(["sub-01", "sub-02_run-2"], same.Exclusions.Select(e => e.Run));
        Assert.Contains("It lacks 'c'.", same.Exclusions[0].Reason, StringComparison.Ordinal);
        Assert.Contains("It lacks 'a'.", same.Exclusions[1].Reason, StringComparison.Ordinal);
        Assert.Equal([2, 2, 3], common.Subjects.Select(s => s.Regions.Count));
        Assert.Equal(20, common.Subjects[1].Samples);
        Assert.Empty(common.Exclusions);
    }

    [Fact]
    public void Select_KeepsWhatTheParticipantLevelExcluded_AndNamesAParticipantWithoutRuns()
    {
        Exclusion before = new("sub-01", null, "sub-01_task-rest", Exclusion.ParticipantLevel, "No table.");

        SelectedGroup group = new GroupSelection().Select([new("sub-01", [], [before])]);

        Assert.Empty(group.Subjects);
        Assert.Contains(before, group.Exclusions);
        Assert.Contains(group.Exclusions, e => e is { Run: null, Reason: "No run can be used." });
        Assert.Equal(new GroupMember("sub-01", false, 0, 1, null), Assert.Single(group.Members));
    }

    [Fact]
    public void Select_OfSeveralTasks_Warns()
    {
        ParticipantRuns rest = new("sub-01", [Run("sub-01_task-rest", 10, 0.1)], []);
        ParticipantRuns both = rest with { Runs = [.. rest.Runs, Run("sub-01_task-nback", 10, 0.1)] };

        Assert.Empty(new GroupSelection().Select([rest]).Warnings);
        Assert.Contains(
            "task-nback, task-rest",
            Assert.Single(new GroupSelection().Select([both]).Warnings),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    public void MaxMeanDisplacement_MustBePositive(double mm) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new GroupSelection { MaxMeanDisplacementMillimetres = mm });

    private static double Value(string run, int row, int column) =>
        Math.Sin((run.Length * 7) + (row * (column + 1.3)) + run[^1]);

    private static RegionSignals Run(string name, int volumes, double? fd, int? kept = null, string[]? regions = null)
    {
        string[] names = regions ?? ["a", "b", "c"];
        return new RegionSignals(
            name,
            Matrix.Create(kept ?? volumes, names.Length, (i, j) => Value(name, i, j)),
            [.. names.Select((n, k) => new Region(k + 1, n))]
        )
        {
            Quality = new ScanQuality
            {
                Volumes = volumes,
                KeptVolumes = kept ?? volumes,
                DegreesOfFreedomRemaining = volumes - 2,
                MeanFramewiseDisplacementMillimetres = fd,
            },
        };
    }
}
