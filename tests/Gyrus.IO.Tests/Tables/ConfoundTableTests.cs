using Gyrus.IO.Tables;
using Gyrus.Signals;

namespace Gyrus.IO.Tests.Tables;

public sealed class ConfoundTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SharedTheory]
    [InlineData("confounds/confounds_with_header.csv", 18, "csf")]
    [InlineData("confounds/spm_confounds.txt", 6, "spm_confounds 1")]
    [InlineData("confounds/sub-pixar123_task-pixar_desc-confounds_regressors.tsv", 28, "csf")]
    [InlineData("confounds/sub-pixar123_task-pixar_desc-reducedConfounds_regressors.tsv", 15, "trans_x")]
    [InlineData("confounds/fmriprep20_test_desc-confounds_regressors.tsv", 189, "csf")]
    [InlineData("bold4d_haxby_lowres/run001_bold_moest.txt", 6, "run001_bold_moest 1")]
    public void Read_RealTables(string name, int columns, string first)
    {
        string path = SharedFolder.Path(["data", .. name.Split('/')]);

        Confounds confounds = ConfoundTable.Read(path);

        bool named = !first.EndsWith(" 1", StringComparison.Ordinal);
        int lines = File.ReadLines(path).Count(l => l.Trim().Length > 0) - (named ? 1 : 0);
        Assert.Equal((columns, first, lines), (confounds.Names.Count, confounds.Names[0], confounds.Samples));
    }

    [SharedFact]
    public void Read_NotAvailable_IsNaN()
    {
        Confounds confounds = ConfoundTable.Read(
            SharedFolder.Path("data", "confounds", "fmriprep20_test_desc-confounds_regressors.tsv")
        );

        Confounds derivative = ConfoundTable.Select(confounds, ["csf_derivative1"]);

        Assert.True(double.IsNaN(derivative.Values[0, 0]));
        Assert.True(double.IsFinite(derivative.Values[1, 0]));
    }

    [SharedFact]
    public void Select_NamesAndStars_InTheirOrder()
    {
        Confounds confounds = ConfoundTable.Read(
            SharedFolder.Path("data", "confounds", "sub-pixar123_task-pixar_desc-confounds_regressors.tsv")
        );

        Confounds some = ConfoundTable.Select(confounds, ["rot_x", "trans_*", "csf"]);

        Assert.Equal(["rot_x", "trans_x", "trans_y", "trans_z", "csf"], some.Names);
        Assert.Equal(confounds.Values.Column(0), some.Values.Column(4));
        Assert.Equal(439.699409122925, some.Values[0, 4]);
    }

    [Fact]
    public void Select_UnknownName_NamesTheColumns()
    {
        Confounds confounds = ConfoundTable.Read(_folder.Write("c.tsv", "a\tb\n1\t2\n"));

        InvalidDataException error = Assert.Throws<InvalidDataException>(() =>
            ConfoundTable.Select(confounds, ["csf"])
        );

        Assert.Contains("'csf', but the table has a, b", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SeveralTables_PutsThemSideBySide()
    {
        string motion = _folder.Write("rp_1.txt", " 0.1  0.2\n 0.3  0.4\n");
        string tissue = _folder.Write("tissue.csv", "csf,wm\n5,6\n7,8\n");

        Confounds confounds = ConfoundTable.Read([motion, tissue]);

        Assert.Equal(["rp_1 1", "rp_1 2", "csf", "wm"], confounds.Names);
        Assert.Equal([0.1, 0.3, 0.2, 0.4, 5, 7, 6, 8], confounds.Values.AsSpan().ToArray());
    }

    [Fact]
    public void Read_TablesThatDoNotFit_SaysWhy()
    {
        string two = _folder.Write("two.csv", "csf,wm\n5,6\n7,8\n");
        string one = _folder.Write("one.csv", "gm\n5\n");
        string twice = _folder.Write("twice.csv", "csf\n5\n6\n");

        string rows = Assert.Throws<InvalidDataException>(() => ConfoundTable.Read([two, one])).Message;
        string name = Assert.Throws<InvalidDataException>(() => ConfoundTable.Read([two, twice])).Message;

        Assert.Contains("has (2), but got 1", rows, StringComparison.Ordinal);
        Assert.Contains($"'csf' is in {two} too", name, StringComparison.Ordinal);
    }
}
