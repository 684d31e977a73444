using Gyrus.Signals.Denoising;
using static Gyrus.Tests.Signals.Denoising.FmriprepTables;

namespace Gyrus.Tests.Signals.Denoising;

public sealed class ConfoundStrategyTests
{
    private static readonly ConfoundStrategy Nothing = new() { Demean = false };
    private static readonly string[] Tissue = ["csf", "white_matter"];

    [Fact]
    public void Select_OfNoPart_TakesNothing()
    {
        DenoisingConfounds none = Nothing.Select(Of(Motion));

        Assert.Null(none.Confounds);
        Assert.Null(none.KeptSamples);
        Assert.Equal(Volumes, none.Volumes);
    }

    [Theory]
    [InlineData(ConfoundExpansion.Basic, "csf")]
    [InlineData(ConfoundExpansion.Power2, "csf csf_power2")]
    [InlineData(ConfoundExpansion.Derivatives, "csf csf_derivative1")]
    [InlineData(ConfoundExpansion.Full, "csf csf_derivative1 csf_derivative1_power2 csf_power2")]
    public void Select_Expansion_TakesItsColumnsSortedByName(ConfoundExpansion expansion, string names)
    {
        string[] all =
        [
            .. Tissue.SelectMany(t => (string[])[t, $"{t}_derivative1", $"{t}_power2", $"{t}_derivative1_power2"]),
        ];

        DenoisingConfounds selected = (Nothing with { WmCsf = expansion }).Select(Of(all));

        Assert.Equal(
            names.Split(' '),
            selected.Confounds!.Names.Where(n => n.StartsWith("csf", StringComparison.Ordinal))
        );
        Assert.Equal(selected.Confounds.Names.Order(StringComparer.Ordinal), selected.Confounds.Names);
        Assert.Empty(selected.Warnings);
    }

    [Fact]
    public void Select_MissingExpansions_AreComputedAndSaid()
    {
        FmriprepConfounds table = Of(["csf"], ("white_matter", t => t * t));

        DenoisingConfounds selected = (Nothing with { WmCsf = ConfoundExpansion.Full }).Select(table);

        ReadOnlySpan<double> Column(string name) =>
            selected.Confounds!.Values.Column(selected.Confounds.Names.ToList().IndexOf(name));
        Assert.Equal(81, Column("white_matter_power2")[3]);
        Assert.Equal(9 - 4, Column("white_matter_derivative1")[3]);
        Assert.Equal(25, Column("white_matter_derivative1_power2")[3]);

        // The first difference is missing and takes the second volume's.
        Assert.Equal(1, Column("white_matter_derivative1")[0]);
        string warning = Assert.Single(selected.Warnings);
        Assert.Contains("6 columns that the table lacks were computed", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Select_TheTablesOwnExpansion_WinsOverTheComputed()
    {
        FmriprepConfounds table = Of(["white_matter"], ("csf", t => t), ("csf_power2", _ => 42));

        DenoisingConfounds selected = (Nothing with { WmCsf = ConfoundExpansion.Power2 }).Select(table);

        Assert.Equal(42, selected.Confounds!.Values[3, selected.Confounds.Names.ToList().IndexOf("csf_power2")]);
    }

    [Fact]
    public void Select_Demean_RemovesTheMeanOverKeptVolumesOnly()
    {
        FmriprepConfounds table = Of(
            [],
            ("global_signal", t => t == 0 ? 1000 : t),
            ("non_steady_state_outlier00", t => t == 0 ? 1 : 0)
        );

        DenoisingConfounds selected = new ConfoundStrategy { GlobalSignal = ConfoundExpansion.Basic }.Select(table);

        Assert.Equal(Enumerable.Range(1, Volumes - 1), selected.KeptSamples);
        Assert.Equal([0], selected.Censored.NonSteadyState);
        Assert.Equal(3 - 10, selected.Confounds!.Values[3, 0], 1e-12);
    }

    [Fact]
    public void Select_MissingColumns_NamesThemWithTheirParts()
    {
        ConfoundStrategy strategy = ConfoundStrategy.Simple with { GlobalSignal = ConfoundExpansion.Basic };

        string message = Refused(strategy, Of("trans_x", "trans_y", "trans_z", "rot_x", "csf"));

        Assert.Contains("motion needs 'rot_y', 'rot_z'", message, StringComparison.Ordinal);
        Assert.Contains("wm_csf needs 'white_matter'", message, StringComparison.Ordinal);
        Assert.Contains("global_signal needs 'global_signal'", message, StringComparison.Ordinal);
        Assert.Contains("The table has 5 columns: trans_x", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Select_CompCorWithoutHighPass_IsRefused() =>
        Assert.Contains(
            "compcor needs the cosines",
            Refused(Nothing with { CompCor = new CompCor() }, Of("a_comp_cor_00")),
            StringComparison.Ordinal
        );

    [Fact]
    public void Select_AnatomicalCompCorWithoutJson_IsRefused() =>
        Assert.Contains(
            "needs the JSON file",
            Refused(Nothing with { HighPass = true, CompCor = new CompCor() }, Of("a_comp_cor_00", "cosine00")),
            StringComparison.Ordinal
        );

    [Fact]
    public void Select_TemporalCompCorWithoutJson_GoesByTheNames()
    {
        var compCor = new CompCor { Kind = CompCorKind.Temporal, Count = 2 };
        FmriprepConfounds table = Of("t_comp_cor_10", "t_comp_cor_02", "t_comp_cor_00", "a_comp_cor_00", "cosine00");

        DenoisingConfounds selected = (Nothing with { HighPass = true, CompCor = compCor }).Select(table);

        Assert.Equal(["cosine00", "t_comp_cor_00", "t_comp_cor_02"], selected.Confounds!.Names);
    }

    [Fact]
    public void Select_CompCorCount_TakesThoseThatExplainMostAndNoneThatWasDropped()
    {
        FmriprepConfounds table = WithComponents(
            ["a_comp_cor_00", "a_comp_cor_01", "a_comp_cor_02", "w_comp_cor_00", "c_comp_cor_00", "cosine00"],
            new CompCorComponent("a_comp_cor_00", "combined", 0.1, true),
            new CompCorComponent("a_comp_cor_01", "combined", 0.3, true),
            new CompCorComponent("a_comp_cor_02", "combined", 0.2, true),
            new CompCorComponent("a_comp_cor_03", "combined", 0.9, false),
            new CompCorComponent("w_comp_cor_00", "WM", 0.2, true),
            new CompCorComponent("c_comp_cor_00", "CSF", 0.2, true)
        );
        ConfoundStrategy Taking(CompCorKind kind, int? count) =>
            Nothing with
            {
                HighPass = true,
                CompCor = new CompCor { Kind = kind, Count = count },
            };

        Assert.Equal(
            ["a_comp_cor_01", "a_comp_cor_02", "cosine00"],
            Taking(CompCorKind.AnatCombined, 2).Select(table).Confounds!.Names
        );
        Assert.Equal(
            ["a_comp_cor_00", "a_comp_cor_01", "a_comp_cor_02", "cosine00"],
            Taking(CompCorKind.AnatCombined, null).Select(table).Confounds!.Names
        );
        Assert.Equal(
            ["c_comp_cor_00", "cosine00", "w_comp_cor_00"],
            Taking(CompCorKind.AnatSeparated, 2).Select(table).Confounds!.Names
        );
        Assert.Contains(
            "temporal",
            Refused(Taking(CompCorKind.TemporalAnatCombined, 2), table),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Select_HighPassWithoutCosines_SaysSo()
    {
        DenoisingConfounds selected = (Nothing with { HighPass = true }).Select(Of(Motion));

        Assert.False(selected.HasCosines);
        Assert.Contains("no cosine columns", Assert.Single(selected.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void CheckImage_AromaFull_NeedsTheDenoisedImage()
    {
        const string Denoised = "sub-01_task-rest_space-MNI152NLin6Asym_desc-smoothAROMAnonaggr_bold.nii.gz";
        const string Plain = "sub-01_task-rest_space-MNI152NLin6Asym_desc-preproc_bold.nii.gz";

        Assert.Empty(ConfoundStrategy.Aroma.CheckImage(Denoised));
        Assert.Empty(ConfoundStrategy.Simple.CheckImage(Plain));
        Assert.Contains(
            "ICA-AROMA already",
            Assert.Single(ConfoundStrategy.Simple.CheckImage(Denoised)),
            StringComparison.Ordinal
        );
        Exception refused = Assert.Throws<ArgumentException>(() => ConfoundStrategy.Aroma.CheckImage(Plain));
        Assert.Contains("desc-smoothAROMAnonaggr_bold", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Select_AromaBasicWithoutItsColumns_IsRefused() =>
        Assert.Contains(
            "ica_aroma (basic) needs columns 'aroma_motion_*'",
            Refused(Nothing with { IcaAroma = IcaAroma.Basic }, Of(Motion)),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("5", 5, "")]
    [InlineData("4", 5, "0 1 2 3")]
    [InlineData("8 14", 5, "")]
    [InlineData("8 13", 5, "9 10 11 12")]
    [InlineData("8 16", 5, "17 18 19")]
    [InlineData("8 16", 1, "")]
    [InlineData("8 16", 0, "")]
    [InlineData("", 5, "")]
    [InlineData("0 19", 30, "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18")]
    public void ShortPieces_AreThoseOfFewerVolumes(string outliers, int segment, string pieces)
    {
        IReadOnlyList<int> found = new Scrubbing { SegmentVolumes = segment }.ShortPieces(Numbers(outliers), Volumes);

        Assert.Equal(Numbers(pieces), found);
    }

    [Fact]
    public void Outliers_AreStrictlyAboveAThreshold_AndMissingValuesNeverAre()
    {
        var scrubbing = new Scrubbing { FramewiseDisplacementMillimetres = 0.5, StandardisedDvars = 1.5 };

        Assert.Equal([1, 3], scrubbing.Outliers([double.NaN, 0.6, 0.5, 0.1], [double.NaN, 1, 1.5, 1.6]));
        Assert.Equal([1], (scrubbing with { StandardisedDvars = null }).Outliers([double.NaN, 0.6, 0.5, 0.1], []));
    }

    [Fact]
    public void Defaults_OfBothGenerationsOfNilearn()
    {
        var now = Scrubbing.Of(NilearnDefaults.Version013);
        var before = Scrubbing.Of(NilearnDefaults.Version012);

        Assert.Equal((0.5, 1.5, 5), (now.FramewiseDisplacementMillimetres, now.StandardisedDvars, now.SegmentVolumes));
        Assert.Equal(
            (0.2, 3.0, 5),
            (before.FramewiseDisplacementMillimetres, before.StandardisedDvars, before.SegmentVolumes)
        );
        Assert.Equal(before, ConfoundStrategy.Scrub(NilearnDefaults.Version012).Scrubbing);
    }

    [Fact]
    public void Select_ScrubWithoutDisplacement_ComputesItFromTheMovements()
    {
        FmriprepConfounds table = Of(
            [],
            [
                ("trans_x", t => t >= 8 ? 0.7 : 0),
                .. Motion[1..].Select(name => (name, (Func<int, double>)(_ => 0.0))),
                ("std_dvars", _ => 1),
            ]
        );
        ConfoundStrategy scrub = Nothing with { Scrubbing = new Scrubbing() };

        DenoisingConfounds selected = scrub.Select(table);

        Assert.Equal([8], selected.Censored.MotionOutliers);
        Assert.Equal(Enumerable.Range(0, Volumes).Where(t => t != 8), selected.KeptSamples);
        Assert.Equal(0.7 / (Volumes - 1), selected.MeanFramewiseDisplacementMillimetres!.Value, 1e-12);
        Assert.Contains(
            "was computed from the six movements",
            Assert.Single(selected.Warnings),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Select_ScrubWithoutStandardisedDvars_SaysHowToGoOn()
    {
        ConfoundStrategy scrub = Nothing with { Scrubbing = new Scrubbing() };
        ConfoundStrategy alone = Nothing with { Scrubbing = new Scrubbing { StandardisedDvars = null } };

        Assert.Contains("scrub needs the column 'std_dvars'", Refused(scrub, Of(Motion)), StringComparison.Ordinal);
        Assert.NotNull(alone.Select(Of([], ("framewise_displacement", _ => 0))));
        Assert.Contains("'framewise_displacement'", Refused(alone, Of("csf")), StringComparison.Ordinal);
    }

    [Fact]
    public void Select_WhenNoVolumeIsKept_CountsTheReasons()
    {
        FmriprepConfounds table = Of(
            [],
            ("framewise_displacement", _ => 2),
            ("std_dvars", _ => 1),
            ("non_steady_state_outlier00", t => t == 0 ? 1 : 0)
        );

        string message = Refused(Nothing with { Scrubbing = new Scrubbing() }, table);

        Assert.Contains("all 20 volumes are censored", message, StringComparison.Ordinal);
        Assert.Contains("1 before the steady state, 20 with movement", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Select_WhenMostVolumesAreCensored_Warns()
    {
        FmriprepConfounds table = Of([], ("framewise_displacement", t => t < 12 ? 2 : 0), ("std_dvars", _ => 1));

        DenoisingConfounds selected = (Nothing with { Scrubbing = new Scrubbing() }).Select(table);

        Assert.Contains("12 of 20 volumes are censored", Assert.Single(selected.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Select_MissingValueInAKeptVolume_IsNamed_AndInACensoredOneIsNot()
    {
        ConfoundStrategy strategy = Nothing with { GlobalSignal = ConfoundExpansion.Basic };
        (string, Func<int, double>) hole = ("global_signal", t => t == 7 ? double.NaN : t);

        Assert.Contains(
            "'global_signal' has no value at volume 7",
            Refused(strategy, Of([], hole)),
            StringComparison.Ordinal
        );
        DenoisingConfounds kept = strategy.Select(Of([], hole, ("non_steady_state_outlier00", t => t == 7 ? 1 : 0)));
        Assert.DoesNotContain(7, kept.KeptSamples!);
    }

    [Fact]
    public void Select_CamelCaseNamesOfTheFirstFmriprep_AreRecognisedAndSaid()
    {
        string[] old =
        [
            .. (string[])["X", "Y", "Z", "RotX", "RotY", "RotZ", "CSF", "WhiteMatter", "Cosine00", "stdDVARS"],
            .. (string[])["FramewiseDisplacement", "NonSteadyStateOutlier00", "aCompCor00", "AROMAAggrComp01"],
        ];
        FmriprepConfounds table = Of(old[..^3].Append("tCompCor00").ToArray());

        DenoisingConfounds selected = (
            ConfoundStrategy.Simple with
            {
                Motion = ConfoundExpansion.Basic,
                CompCor = new CompCor { Kind = CompCorKind.Temporal },
            }
        ).Select(table);

        Assert.Equal(
            [
                .. (string[])["cosine00", "csf", "rot_x", "rot_y", "rot_z", "t_comp_cor_00", "trans_x", "trans_y"],
                .. (string[])["trans_z", "white_matter"],
            ],
            selected.Confounds!.Names
        );
        Assert.Contains("fMRIPrep 1.0 and 1.1", selected.Warnings[0], StringComparison.Ordinal);
        Assert.Equal(["non_steady_state_outlier00", "a_comp_cor_00", "aroma_motion_01"], Of(old[^3..]).Table.Names);
    }

    private static string Refused(ConfoundStrategy strategy, FmriprepConfounds table) =>
        Assert.Throws<ArgumentException>(() => strategy.Select(table)).Message;

    private static int[] Numbers(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];
}
