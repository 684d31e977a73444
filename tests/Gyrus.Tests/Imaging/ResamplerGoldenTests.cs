using System.Text.Json;
using Gyrus.Imaging;

namespace Gyrus.Tests.Imaging;

public sealed class ResamplerGoldenTests
{
    public static TheoryData<string, string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, string>();
            foreach (string volume in (string[])["vol", "oblique", "nan", "int16", "4d"])
            {
                foreach (string target in (string[])["zoom2", "coarse", "flip", "rot", "shift_int"])
                {
                    bool exists = target is "coarse" or "rot" || volume is "vol" or "oblique";
                    foreach (string interpolation in (string[])["continuous", "linear", "nearest"])
                    {
                        if (exists)
                        {
                            cases.Add(volume, target, interpolation);
                        }
                    }
                }
            }

            return cases;
        }
    }

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void Resample_OfGoldenVolumes_MatchesTheReference(string volume, string target, string interpolation)
    {
        VolumeSeries image = SharedImage.Load("golden", "nilearn", "resample", $"in_{volume}.nii.gz");
        var resampler = new Resampler { Interpolation = Enum.Parse<Interpolation>(interpolation, true), Clip = true };

        VolumeSeries result = resampler.Resample(image, Target(target));

        double[] expected = Npy.Golden("nilearn", "resample", $"out_{volume}_{target}_{interpolation}.npy").Values;
        double[] actual = result.COrder();
        if ((volume, interpolation) == ("int16", "linear"))
        {
            RoundLikeTheReference(expected, actual);
        }
        else if ((volume, target) == ("oblique", "flip"))
        {
            // Row 11, 0, 0 of the target is voxel 0, 0, 0 of the image. The reference finds it 1e-16 voxels outside.
            int corner = 11 * result.Grid.J * result.Grid.K;
            Assert.Equal(0, expected[corner]);
            Assert.Equal(image[0][0], actual[corner], 1e-12);
            actual[corner] = 0;
        }

        NumericAssert.Close(expected, actual, volume == "int16" ? 1e-4 : 1e-9);
    }

    // The reference keeps the integer type of the file and rounds what lies between voxels; we keep the fraction.
    private static void RoundLikeTheReference(double[] expected, double[] actual)
    {
        for (int n = 0; n < actual.Length; n++)
        {
            double tie = Math.Abs(actual[n] - Math.Floor(actual[n]) - 0.5);
            actual[n] =
                tie < 1e-9 && Math.Abs(expected[n] - actual[n]) < 0.5 + 1e-9 ? expected[n] : Math.Round(actual[n]);
        }
    }

    [SharedTheory]
    [InlineData("vol")]
    [InlineData("oblique")]
    public void Resample_WithFillValueAndNoClip_MatchesTheReference(string volume)
    {
        VolumeSeries image = SharedImage.Load("golden", "nilearn", "resample", $"in_{volume}.nii.gz");
        Npy golden = Npy.Golden("nilearn", "resample", $"out_{volume}_noclip_fill.npy");
        var resampler = new Resampler { FillValue = FillOf(golden) };

        VolumeSeries result = resampler.Resample(image, Target("zoom2"));

        NumericAssert.Close(golden.Values, result.COrder(), 1e-9);
    }

    [SharedTheory]
    [InlineData("vol")]
    [InlineData("oblique")]
    public void Spanning_OfAxesOnly_MatchesTheReference(string volume)
    {
        VolumeSeries image = SharedImage.Load("golden", "nilearn", "resample", $"in_{volume}.nii.gz");
        var axes = Matrix.Create(3, 3, (i, j) => i == j ? 2.5 : 0);

        Grid grid = TargetGrid.Spanning(image.Grid, axes);

        Npy affine = Npy.Golden("nilearn", "resample", $"out_{volume}_3x3_affine.npy");
        Npy values = Npy.Golden("nilearn", "resample", $"out_{volume}_3x3.npy");
        double[] actual = [.. Enumerable.Range(0, 12).Select(n => grid.Affine[n / 4, n % 4])];
        NumericAssert.Close(affine.Values.AsSpan(0, 12), actual, 1e-9);
        Assert.Equal<int>(values.Shape, new int[] { grid.I, grid.J, grid.K });
        VolumeSeries result = new Resampler { Clip = true }.Resample(image, grid);
        NumericAssert.Close(values.Values, result.COrder(), 1e-9);
    }

    // The fill value of the golden: the value of the first corner, which lies outside the image.
    private static double FillOf(Npy golden) => golden.Values.GroupBy(v => v).MaxBy(g => g.Count())!.Key;

    private static Grid Target(string name)
    {
        string json = File.ReadAllText(SharedFolder.Path("golden", "nilearn", "resample", "case.json"));
        JsonElement target = JsonDocument.Parse(json).RootElement.GetProperty("targets").GetProperty(name);
        double[] rows =
        [
            .. target
                .GetProperty("affine")
                .EnumerateArray()
                .SelectMany(r => r.EnumerateArray())
                .Select(v => v.GetDouble()),
        ];
        int[] shape = [.. target.GetProperty("shape").EnumerateArray().Select(v => v.GetInt32())];
        return new Grid(shape[0], shape[1], shape[2], new Affine(rows));
    }
}
