using Gyrus.IO.Tables;
using Gyrus.Signals;
using Gyrus.Signals.Denoising;

namespace Gyrus.IO.Tests.Tables;

public sealed class FmriprepTableTests : IDisposable
{
    private const string Pixar = "sub-pixar123_task-pixar_desc-confounds_regressors.tsv";
    private const string Reduced = "sub-pixar123_task-pixar_desc-reducedConfounds_regressors.tsv";
    private const string Twenty = "fmriprep20_test_desc-confounds_regressors.tsv";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// The tables' own displacement follows from their own movements. Two volumes of the second table do not fit: it is the test
    /// table of another program, changed by hand there.
    /// </summary>
    [SharedTheory]
    [InlineData(Pixar, 0)]
    [InlineData(Reduced, 0)]
    [InlineData(Twenty, 2)]
    public void FramewiseDisplacement_ComputedFromTheMovements_IsTheTables(string file, int changed)
    {
        FmriprepConfounds table = FmriprepTable.Read(Real(file));
        Confounds own = ConfoundTable.Select(table.Table, ["framewise_displacement"]);

        double[] computed = FramewiseDisplacement.Power(table.Motion()!);

        int different = Enumerable
            .Range(1, table.Volumes - 1)
            .Count(t => Math.Abs(computed[t] - own.Values[t, 0]) > 2e-8);
        Assert.Equal(changed, different);
    }

    /// <summary>What we compute where a table lacks expansions is what fMRIPrep writes where it does not.</summary>
    [SharedTheory]
    [InlineData("csf")]
    [InlineData("white_matter")]
    [InlineData("global_signal")]
    public void Expansions_Computed_AreThoseOfTheTable(string name)
    {
        FmriprepConfounds table = FmriprepTable.Read(Real(Twenty));
        ConfoundStrategy full =
            name == "global_signal"
                ? new() { GlobalSignal = ConfoundExpansion.Full, Demean = false }
                : new() { WmCsf = ConfoundExpansion.Full, Demean = false };
        var bare = new FmriprepConfounds(
            "bare",
            ConfoundTable.Select(table.Table, ["csf", "white_matter", "global_signal"])
        );

        Confounds own = full.Select(table).Confounds!;
        Confounds computed = full.Select(bare).Confounds!;

        Assert.Equal(own.Names, computed.Names);
        for (int j = 0; j < own.Names.Count; j++)
        {
            NumericAssert.Close(own.Values.Column(j), computed.Values.Column(j), 1e-9);
        }
    }

    [SharedFact]
    public void Select_CompCorOfARealTable_TakesTheRetainedOfTheMask()
    {
        FmriprepConfounds table = FmriprepTable.Read(Real(Twenty));
        var strategy = new ConfoundStrategy
        {
            HighPass = true,
            CompCor = new CompCor { Kind = CompCorKind.AnatSeparated },
        };

        string[] all = Columns(strategy);
        string[] few = Columns(strategy with { CompCor = strategy.CompCor with { Count = 5 } });
        string[] combined = Columns(ConfoundStrategy.ACompCor);

        Assert.Equal(56 + 13, all.Length);
        Assert.Equal(10, few.Length);
        Assert.Equal(57, combined.Length);
        Assert.Empty(all.Intersect(combined));

        string[] Columns(ConfoundStrategy s) =>
            [.. s.Select(table).Confounds!.Names.Where(n => n.StartsWith("a_comp_cor", StringComparison.Ordinal))];
    }

    [SharedTheory]
    [InlineData("simple", Twenty, 30, 29)]
    [InlineData("scrubbing", Twenty, 36, 29)]
    [InlineData("compcor", Twenty, 85, 29)]
    [InlineData("simple", Pixar, 30, 168)]
    [InlineData("scrubbing", Pixar, 36, 164)]
    [InlineData("simple", Reduced, 26, 168)]
    public void Presets_OfRealTables(string preset, string file, int columns, int kept)
    {
        ConfoundStrategy strategy = preset switch
        {
            "simple" => ConfoundStrategy.Simple,
            "scrubbing" => ConfoundStrategy.Scrub(),
            _ => ConfoundStrategy.ACompCor,
        };

        DenoisingConfounds selected = strategy.Select(FmriprepTable.Read(Real(file)));

        Assert.Equal(columns, selected.Confounds!.Names.Count);
        Assert.Equal(kept, selected.KeptSamples?.Count ?? selected.Volumes);
        Assert.All(selected.Confounds.Values.AsSpan().ToArray(), v => Assert.True(double.IsFinite(v)));
    }

    [SharedTheory]
    [InlineData("confounds_with_header.csv")]
    [InlineData("spm_confounds.txt")]
    public void Presets_OfTablesThatAreNotFmriprep_SayWhatTheyFound(string file)
    {
        FmriprepConfounds table = FmriprepTable.Read(Real(file));

        ArgumentException refused = Assert.Throws<ArgumentException>(() => ConfoundStrategy.Simple.Select(table));

        Assert.Contains("motion needs 'trans_x'", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"The table has {table.Table.Names.Count} columns", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("null")]
    [InlineData("{\"a_comp_cor_00\": 3}")]
    [InlineData("{\"a_comp_cor_00\": {\"Mask\": 3}}")]
    [InlineData("{\"a_comp_cor_00\": {\"Retained\": \"yes\"}}")]
    [InlineData("{\"a_comp_cor_00\": {\"VarianceExplained\": \"much\"}}")]
    [InlineData("{\"a_comp_cor_00\": {\"VarianceExplained\": 1e999}}")]
    public void ReadComponents_DamagedJson_NamesTheFile(string json)
    {
        string path = _folder.Write("c.json", json);

        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => FmriprepTable.ReadComponents(path));

        Assert.StartsWith(path, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadComponents_PassesOverOtherEntries()
    {
        string path = _folder.Write(
            "c.json",
            """
            { "dropped_0": { "Mask": "CSF", "Retained": false }, "std_dvars": 4, "a_comp_cor_x": [],
              "w_comp_cor_07": { "Mask": "WM", "Retained": true, "VarianceExplained": 0.25 }, "t_comp_cor_00": {} }
            """
        );

        Assert.Equal(
            [
                new CompCorComponent("w_comp_cor_07", "WM", 0.25, true),
                new CompCorComponent("t_comp_cor_00", null, null, true),
            ],
            FmriprepTable.ReadComponents(path)
        );
    }

    [Fact]
    public void Read_TakesTheJsonOfTheSameName()
    {
        string table = _folder.Write("sub-01_desc-confounds_timeseries.tsv", "a_comp_cor_00\n1\n");
        Assert.Null(FmriprepTable.Read(table).Components);

        _folder.Write("sub-01_desc-confounds_timeseries.json", "{}");

        Assert.Empty(FmriprepTable.Read(table).Components!);
    }

    private static string Real(string file) => SharedFolder.Path("data", "confounds", file);
}
