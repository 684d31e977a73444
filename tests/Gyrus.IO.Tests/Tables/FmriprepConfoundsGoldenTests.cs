using System.Text.Json;
using Gyrus.IO.Bids;
using Gyrus.IO.Tables;
using Gyrus.Signals.Denoising;

namespace Gyrus.IO.Tests.Tables;

/// <summary>nilearn 0.14's load_confounds (11 variants) and load_confounds_strategy (5) on a synthetic table of fMRIPrep.</summary>
public sealed class FmriprepConfoundsGoldenTests
{
    private static readonly ConfoundStrategy Nothing = new();

    private static readonly Dictionary<string, ConfoundStrategy> Cases = new()
    {
        ["default"] = ConfoundStrategy.Simple,
        ["motion_basic"] = Nothing with { Motion = ConfoundExpansion.Basic },
        ["motion_derivatives"] = Nothing with { Motion = ConfoundExpansion.Derivatives },
        ["wmcsf_full_gs_power2"] = Nothing with
        {
            WmCsf = ConfoundExpansion.Full,
            GlobalSignal = ConfoundExpansion.Power2,
        },
        ["no_demean"] = ConfoundStrategy.Simple with { HighPass = false, Demean = false },
        ["scrub5"] = Nothing with { Motion = ConfoundExpansion.Basic, Scrubbing = new Scrubbing() },
        ["scrub0"] = Nothing with
        {
            Motion = ConfoundExpansion.Basic,
            Scrubbing = Scrubbing.Of(NilearnDefaults.Version012) with { SegmentVolumes = 0 },
        },
        ["compcor_combined"] = Nothing with { HighPass = true, CompCor = new CompCor() },
        ["compcor_separated2"] = Nothing with
        {
            HighPass = true,
            CompCor = new CompCor { Kind = CompCorKind.AnatSeparated, Count = 2 },
        },
        ["compcor_temporal"] = Nothing with
        {
            HighPass = true,
            CompCor = new CompCor { Kind = CompCorKind.Temporal },
        },
        ["aroma_basic"] = Nothing with { WmCsf = ConfoundExpansion.Basic, IcaAroma = IcaAroma.Basic },
        ["strategy_simple"] = ConfoundStrategy.Simple,
        ["strategy_simple_gs"] = ConfoundStrategy.Simple with { GlobalSignal = ConfoundExpansion.Basic },
        ["strategy_scrubbing"] = ConfoundStrategy.Scrub(),
        ["strategy_compcor"] = ConfoundStrategy.ACompCor,
        ["strategy_ica_aroma"] = ConfoundStrategy.Aroma,
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [SharedTheory]
    [MemberData(nameof(Names))]
    public void Select_MatchesNilearn(string name)
    {
        string image = Golden(
            name.EndsWith("ica_aroma", StringComparison.Ordinal)
                ? "sub-01_task-rest_run-1_space-MNI152NLin2009cAsym_desc-smoothAROMAnonaggr_bold.nii.gz"
                : "sub-01_task-rest_run-1_space-MNI152NLin2009cAsym_desc-preproc_bold.nii.gz"
        );
        var columns = JsonSerializer.Deserialize<Dictionary<string, string[]>>(
            File.ReadAllText(Golden("columns.json"))
        )!;
        var expected = Gyrus.Testing.Npy.Read(Golden($"out_{name}.npy"));
        string mask = Golden($"out_{name}_sample_mask.npy");

        Assert.Empty(Cases[name].CheckImage(image));
        DenoisingConfounds actual = Cases[name].Select(FmriprepTable.Read(FmriprepFiles.Confounds(image)));

        Assert.Equal(columns[name], actual.Confounds!.Names);
        double[] values = RowMajor(actual.Confounds.Values);
        Assert.Equal(expected.Values.Length, values.Length);
        Assert.All(values.Zip(expected.Values), pair => Assert.Equal(pair.Second, pair.First, 1e-9));
        Assert.Equal(
            File.Exists(mask) ? Gyrus.Testing.Npy.Read(mask).Values.Select(v => (int)v) : null,
            actual.KeptSamples
        );
        Assert.Empty(actual.Warnings);
    }

    /// <summary>Every case of the golden is tried, so that none is forgotten.</summary>
    [SharedFact]
    public void Cases_AreThoseOfTheGolden()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Golden("case.json")));

        string[] named =
        [
            .. document.RootElement.GetProperty("load_confounds").EnumerateObject().Select(p => p.Name),
            .. document.RootElement.GetProperty("load_confounds_strategy").EnumerateObject().Select(p => p.Name),
        ];

        Assert.Equal(named.Order(), Cases.Keys.Order());
    }

    private static string Golden(string file) => SharedFolder.Path("golden", "nilearn", "fmriprep_confounds", file);

    private static double[] RowMajor(Gyrus.Numerics.Matrix matrix) => matrix.Transpose().AsSpan().ToArray();
}
