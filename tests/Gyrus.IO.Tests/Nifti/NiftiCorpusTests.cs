using System.Numerics.Tensors;
using System.Text.Json;
using Gyrus.Imaging;
using Gyrus.IO.Nifti;

namespace Gyrus.IO.Tests.Nifti;

/// <summary>Every image of the shared folder against nibabel's reading of it (nifti_reference.json).</summary>
public sealed class NiftiCorpusTests
{
    private static readonly Lazy<JsonDocument> Reference = new(() =>
        JsonDocument.Parse(File.ReadAllText(SharedFolder.Path("data", "nifti_reference.json")))
    );

    public static IEnumerable<TheoryDataRow<string>> Readable =>
        Files().Where(f => Refusal(f.Value) is null).Select(f => new TheoryDataRow<string>(f.Name));

    public static IEnumerable<TheoryDataRow<string, string>> Refused =>
        Files()
            .Where(f => Refusal(f.Value) is not null)
            .Select(f => new TheoryDataRow<string, string>(f.Name, Refusal(f.Value)!));

    [SharedFact]
    public void Corpus_IsWhole()
    {
        Assert.Equal(91, Files().Count);
        Assert.Equal(91, Readable.Count() + Refused.Count());
        Assert.Equal(14, Refused.Count());
    }

    [SharedTheory]
    [MemberData(nameof(Readable))]
    public void Open_GeometryIsNibabels(string name)
    {
        JsonElement expected = Of(name);

        NiftiImage image = NiftiImage.Open(PathOf(name));

        double[] shape = Numbers(expected.GetProperty("shape"));
        Assert.Equal(shape, image.Header.Shape.ToArray().Select(n => (double)n));
        Assert.Equal(shape.Aggregate(1.0, (a, b) => a * b), (double)image.Grid.Voxels * image.Count);
        Assert.Equal(expected.GetProperty("endian").GetString() == ">", image.Header.IsBigEndian);
        Assert.Equal(Numbers(expected.GetProperty("zooms")), image.Header.Zooms);
        Assert.Equal(expected.GetProperty("qform_code").GetInt32(), image.Header.QformCode);
        Assert.Equal(expected.GetProperty("sform_code").GetInt32(), image.Header.SformCode);
        Assert.Equal(expected.GetProperty("xyzt_units").GetInt32(), image.Header.Units);
        Assert.Equal(expected.GetProperty("intent_code").GetInt32(), image.Header.IntentCode);
        double[] affine = [.. expected.GetProperty("affine").EnumerateArray().SelectMany(Numbers)];
        NumericAssert.Close(affine.AsSpan(0, 12), Rows(image.Grid.Affine), 1e-12);
    }

    [SharedTheory]
    [MemberData(nameof(Readable))]
    public void Read_ValuesAreNibabels(string name)
    {
        JsonElement data = Of(name).GetProperty("data");

        VolumeSeries series = NiftiImage.Open(PathOf(name)).ReadSeries();

        (double min, double max, double sum, int nan) = (double.PositiveInfinity, double.NegativeInfinity, 0, 0);
        for (int v = 0; v < series.Count; v++)
        {
            min = Math.Min(min, TensorPrimitives.Min(series[v]));
            max = Math.Max(max, TensorPrimitives.Max(series[v]));
            sum += TensorPrimitives.Sum(series[v]);
            nan += series[v].ToArray().Count(double.IsNaN);
        }

        Assert.Equal(data.GetProperty("min").GetDouble(), min);
        Assert.Equal(data.GetProperty("max").GetDouble(), max);
        Assert.Equal(data.GetProperty("nan").GetInt32(), nan);
        // The order of summation differs.
        NumericAssert.Close(data.GetProperty("sum").GetDouble(), sum, 1e-11);
        foreach (JsonProperty sample in data.GetProperty("samples_fortran_order").EnumerateObject())
        {
            (long volume, long voxel) = Math.DivRem(long.Parse(sample.Name), series.Grid.Voxels);
            Assert.Equal(sample.Value.GetDouble(), series[(int)volume][(int)voxel]);
        }
    }

    [SharedTheory]
    [MemberData(nameof(Readable))]
    public void Read_UnpackingAheadOrNot_GivesTheSameBits(string name)
    {
        NiftiImage ahead = NiftiImage.Open(PathOf(name));
        NiftiImage plain = NiftiImage.Open(PathOf(name), new NiftiReadOptions { UnpacksAhead = false });
        using IVolumeReader first = ahead.Open();
        using IVolumeReader second = plain.Open();
        double[] a = new double[ahead.Grid.Voxels];
        double[] b = new double[ahead.Grid.Voxels];

        for (int v = 0; v < ahead.Count; v++)
        {
            Assert.True(first.ReadNext(a) && second.ReadNext(b));
            Assert.Equal(a.AsSpan(), b.AsSpan());
        }

        Assert.False(first.ReadNext(a) || second.ReadNext(b));
    }

    [SharedTheory]
    [MemberData(nameof(Refused))]
    public void Open_WhatIsNoRealImage_SaysWhatItIs(string name, string said)
    {
        Exception error = Assert.ThrowsAny<Exception>(() => NiftiImage.Open(PathOf(name)).ReadSeries());

        Assert.True(error is InvalidDataException or IOException, error.ToString());
        Assert.Contains(Path.GetFileNameWithoutExtension(PathOf(name)), error.Message, StringComparison.Ordinal);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    /// <summary>What the message must hold; null for the files that are read.</summary>
    private static string? Refusal(JsonElement file)
    {
        string kind = file.TryGetProperty("dtype", out JsonElement type) ? type.GetString()! : "";
        string cls = file.TryGetProperty("cls", out JsonElement c) ? c.GetString()! : "";
        return file.TryGetProperty("load_error", out JsonElement load)
                ? load.GetString()! switch
                {
                    string s when s.Contains("not a gzip", StringComparison.Ordinal) => "looks like text",
                    string s when s.Contains("Empty", StringComparison.Ordinal) => "0 bytes",
                    string s when s.Contains("gato", StringComparison.Ordinal) => "JPEG",
                    _ => "expected a NIfTI header",
                }
            : cls == "Spm2AnalyzeImage" ? "Analyze 7.5"
            : file.TryGetProperty("data_error", out _) ? "there is neither"
            : cls == "Cifti2Image" ? "CIFTI-2"
            : kind.StartsWith("complex", StringComparison.Ordinal) ? "complex numbers"
            : kind.Contains('R') ? "colours"
            : null;
    }

    private static List<JsonProperty> Files() =>
        SharedFolder.Exists ? [.. Reference.Value.RootElement.GetProperty("files").EnumerateObject()] : [];

    private static JsonElement Of(string name) => Reference.Value.RootElement.GetProperty("files").GetProperty(name);

    private static string PathOf(string name) => SharedFolder.Path(["data", .. name.Split('/')]);

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(n => n.GetDouble())];

    internal static double[] Rows(Affine affine) => [.. Enumerable.Range(0, 12).Select(i => affine[i / 4, i % 4])];
}
