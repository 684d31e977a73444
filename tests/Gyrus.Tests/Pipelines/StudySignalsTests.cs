using Gyrus.Pipelines;
using Gyrus.Signals;

namespace Gyrus.Tests.Pipelines;

public sealed class StudySignalsTests
{
    [Fact]
    public void Of_ColumnsInAnotherOrder_AreMatchedByName()
    {
        RegionSignals first = Signals("sub-01", ["a", "b", "c"]);
        RegionSignals second = Signals("sub-02", ["c", "a", "b"]);

        var study = StudySignals.Of([first, second]);

        Assert.Equal(["a", "b", "c"], study.Subjects[1].Regions.Select(r => r.Name));
        Assert.Equal(second.Values.Column(1).ToArray(), study.Subjects[1].Values.Column(0).ToArray());
        Assert.Empty(study.Warnings);
    }

    [Fact]
    public void Of_OtherRegions_NamesWhatDiffersAndSaysWhatToDo()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            StudySignals.Of([Signals("sub-01", ["a", "b", "c"]), Signals("sub-02", ["a", "b", "d"])])
        );

        Assert.Equal(
            "sub-02 has other regions than sub-01: it lacks 'c'. It alone has 'd'. "
                + "Extract all subjects with one atlas, or keep the regions that all have (--regions common).",
            error.Message
        );
    }

    [Fact]
    public void Of_CommonRegions_KeepsThemAndWarns()
    {
        var study = StudySignals.Of(
            [Signals("sub-01", ["a", "b", "c"]), Signals("sub-02", ["d", "b", "a"])],
            RegionSets.Common
        );

        Assert.Equal(["a", "b"], study.Regions.Select(r => r.Name));
        Assert.Equal(["2 of 4 regions are not in every subject and are left out: 'c', 'd'."], study.Warnings);
    }

    [Fact]
    public void Of_DeadRegion_IsRefusedByName()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            StudySignals.Of([Signals("sub-01", ["a", "b"]), Signals("sub-02", ["a", "b"], dead: 1)])
        );

        Assert.Contains("'b' in 'sub-02'", error.Message, StringComparison.Ordinal);
        Assert.Contains("--dead-regions drop", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_DeadRegionDropped_LeavesEverySubjectWithoutIt()
    {
        var study = StudySignals.Of(
            [Signals("sub-01", ["a", "b"]), Signals("sub-02", ["a", "b"], dead: 1)],
            deadRegions: DeadRegions.Drop
        );

        Assert.All(study.Subjects, s => Assert.Equal(["a"], s.Regions.Select(r => r.Name)));
        Assert.Contains("'b' in 'sub-02'", Assert.Single(study.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ValueThatIsNotANumber_SaysWhere()
    {
        RegionSignals signals = Signals("sub-01", ["a", "b"]);
        signals.Values[4, 1] = double.NaN;

        var error = Assert.Throws<ArgumentException>(() => StudySignals.Of([signals]));

        Assert.StartsWith("sub-01: region 'b' is not a number at sample 5.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_TwoSubjectsWithOneName_AreRefused()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            StudySignals.Of([Signals("sub-01", ["a"]), Signals("sub-01", ["a"])])
        );

        Assert.StartsWith("Two subjects are called 'sub-01'.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ExcludedColumn_IsLeftOutOfEverySubject()
    {
        var study = StudySignals.Of(
            [Signals("sub-01", ["GlobSig", "a"]), Signals("sub-02", ["GlobSig", "a"])],
            exclude: ["GlobSig"]
        );

        Assert.Equal(["a"], study.Regions.Select(r => r.Name));
    }

    [Fact]
    public void Of_ExcludedColumnThatIsNotThere_IsAnError() =>
        Assert.Equal(
            "There is no column named 'GlobalSignal' to leave out.",
            Assert
                .Throws<ArgumentException>(() => StudySignals.Of([Signals("sub-01", ["a"])], exclude: ["GlobalSignal"]))
                .Message
        );

    private static RegionSignals Signals(string subject, string[] names, int dead = -1)
    {
        var rng = Rng.ForPart(3, subject[^1]);
        var values = Matrix.Create(12, names.Length, (_, j) => j == dead ? 5 : rng.NextNormal());
        return new RegionSignals(subject, values, [.. names.Select((n, j) => new Region(j + 1, n))]);
    }
}
