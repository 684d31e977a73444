using System.Globalization;
using System.Text.Json;
using Gyrus.Imaging;
using Gyrus.IO.Nifti;
using Gyrus.Signals;

namespace Gyrus.Tests.Imaging;

/// <summary>The maskers goldens of maps, labels, spheres and voxels, end to end from files, cleaning included.</summary>
public sealed class RegionExtractorGoldenTests
{
    private static readonly string[] Folder = ["golden", "nilearn", "maskers"];

    public static TheoryData<string> Runs
    {
        get
        {
            var names = new TheoryData<string>();
            if (SharedFolder.Exists)
            {
                foreach (JsonProperty run in AllRuns().EnumerateObject())
                {
                    names.Add(run.Name);
                }
            }

            return names;
        }
    }

    [SharedTheory]
    [MemberData(nameof(Runs))]
    public void Extract_OfGoldenRuns_MatchesTheReference(string run)
    {
        JsonElement golden = AllRuns().GetProperty(run);
        JsonElement parameters = golden.GetProperty("params");
        IVolumeSeries image = Open(golden.GetProperty("bold").GetString()!);
        string kind = golden.GetProperty("kind").GetString()!;
        IAtlas atlas = kind switch
        {
            "maps" => Maps(parameters),
            "labels" => Labels(parameters),
            "spheres" => Spheres(parameters),
            _ => VoxelsAtlas.Create("mask", Mask()),
        };
        RegionExtractor extractor = Extractor(parameters);

        ExtractedSignals extracted = (kind == "masker" ? extractor with { Mask = null } : extractor).Extract(
            image,
            atlas
        );

        Matrix result = Clean(extracted, parameters);
        if (kind == "masker")
        {
            // The reference keeps every seventh voxel of the mask.
            int[] kept = [.. Enumerable.Range(0, result.Columns).Where(c => c % 7 == 0)];
            Matrix all = result;
            result = Matrix.Create(all.Rows, kept.Length, (t, c) => all[t, kept[c]]);
        }

        Matrix expected = GoldenMatrix.Load("nilearn", "maskers", $"out_{run}.npy");
        double tolerance =
            run.EndsWith("f32", StringComparison.Ordinal) || run.Contains("i16", StringComparison.Ordinal)
                ? 2e-3
                : 1e-7;
        Assert.Equal((expected.Rows, expected.Columns), (result.Rows, result.Columns));
        NumericAssert.Close(expected.AsSpan(), result.AsSpan(), tolerance);
    }

    [SharedTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void HighVariance_OfTheGoldenImage_MatchesTheReference(bool masked)
    {
        Volume? mask = masked ? SharedImage.Open([.. Folder, "in_mask.nii.gz"]).ReadVolume() : null;

        Confounds confounds = ImageConfounds.HighVariance(Open("bold"), new HighVarianceConfounds(), mask);

        string name = masked ? "out_hv_confounds_image_mask.npy" : "out_hv_confounds_image.npy";
        AssertSameUpToSign(GoldenMatrix.Load("nilearn", "maskers", name), confounds.Values);
    }

    private static void AssertSameUpToSign(Matrix expected, Matrix actual)
    {
        Assert.Equal((expected.Rows, expected.Columns), (actual.Rows, actual.Columns));
        for (int j = 0; j < expected.Columns; j++)
        {
            double dot = Enumerable.Range(0, expected.Rows).Sum(t => expected[t, j] * actual[t, j]);
            double[] signed = [.. Enumerable.Range(0, expected.Rows).Select(t => Math.Sign(dot) * actual[t, j])];
            NumericAssert.Close(expected.Column(j), signed, 1e-7);
        }
    }

    private static RegionExtractor Extractor(JsonElement parameters) =>
        new()
        {
            Target = Text(parameters, "resampling_target") switch
            {
                "maps" or "labels" => ResamplingTarget.Atlas,
                _ => ResamplingTarget.Data,
            },
            Smoothing = Number(parameters, "smoothing_fwhm") is { } width ? Smoothing.Gaussian(width) : null,
            Mask = Flag(parameters, "mask") ? Mask() : null,
            AllowOverlap = Flag(parameters, "allow_overlap") ? true : null,
            Statistic = Enum.Parse<RegionStatistic>((Text(parameters, "strategy") ?? "mean").Replace("_", ""), true),
            HighVariance = Flag(parameters, "high_variance_confounds") ? new HighVarianceConfounds() : null,
        };

    private static MapsAtlas Maps(JsonElement parameters) => MapsAtlas.Read(Open(Text(parameters, "maps") ?? "maps"));

    private static Volume Mask() => SharedImage.Open([.. Folder, "in_mask.nii.gz"]).ReadVolume();

    private static SpheresAtlas Spheres(JsonElement parameters) =>
        SpheresAtlas.Create(
            "seeds",
            [
                .. parameters
                    .GetProperty("seeds")
                    .EnumerateArray()
                    .Select((s, n) => new Region(n + 1, $"seed {n + 1}") { Centre = Point(s) }),
            ],
            Number(parameters, "radius")
        );

    private static WorldPoint Point(JsonElement xyz) => new(xyz[0].GetDouble(), xyz[1].GetDouble(), xyz[2].GetDouble());

    private static LabelsAtlas Labels(JsonElement parameters) =>
        LabelsAtlas.Create(
            "labels",
            SharedImage.Open([.. Folder, $"in_{Text(parameters, "labels") ?? "labels"}.nii.gz"]).ReadVolume(),
            background: (int)(Number(parameters, "background_label") ?? 0)
        );

    private static Matrix Clean(ExtractedSignals extracted, JsonElement parameters)
    {
        string? scale = Text(parameters, "standardize");
        if (scale is null && !Flag(parameters, "detrend"))
        {
            return extracted.Signals.Values;
        }

        var cleaner = new SignalCleaner
        {
            Detrend = Flag(parameters, "detrend"),
            Standardize = scale == "psc" ? Standardize.PercentSignalChange : Standardize.ZScore,
            HighPassHz = Number(parameters, "high_pass"),
            LowPassHz = Number(parameters, "low_pass"),
            RepetitionTimeSeconds = Number(parameters, "t_r"),
        };
        List<Confounds> confounds = extracted.HighVariance is { } own ? [own] : [];
        if (Text(parameters, "conf") is { } source)
        {
            confounds.Add(
                new Confounds(source == "npy" ? GoldenMatrix.Load("nilearn", "maskers", "in_confounds.npy") : Tsv())
            );
        }

        var inputs = new CleaningInputs
        {
            Confounds = confounds.Count > 0 ? Confounds.Join(confounds) : null,
            KeptSamples = Flag(parameters, "sample_mask")
                ? [.. Npy.Golden("nilearn", "maskers", "in_sample_mask.npy").Values.Select(v => (int)v)]
                : null,
        };
        return cleaner.Clean(extracted.Signals, inputs).Signals.Values;
    }

    private static Matrix Tsv()
    {
        string[] lines = File.ReadAllLines(SharedFolder.Path([.. Folder, "in_confounds.tsv"]));
        double[][] rows =
        [
            .. lines[1..]
                .Where(line => line.Length > 0)
                .Select(line => line.Split('\t').Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray()),
        ];
        return Matrix.Create(rows.Length, rows[0].Length, (i, j) => rows[i][j]);
    }

    private static NiftiImage Open(string name) => SharedImage.Open([.. Folder, $"in_{name}.nii.gz"]);

    private static JsonElement AllRuns() =>
        JsonDocument
            .Parse(File.ReadAllText(SharedFolder.Path([.. Folder, "case.json"])))
            .RootElement.GetProperty("runs");

    private static string? Text(JsonElement e, string name) =>
        e.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static double? Number(JsonElement e, string name) =>
        e.TryGetProperty(name, out JsonElement value) ? value.GetDouble() : null;

    private static bool Flag(JsonElement e, string name) =>
        e.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.True;
}
