using Gyrus.Imaging;

namespace Gyrus.Tests.Imaging;

public sealed class SmoothingTests
{
    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (string volume in (string[])["vol", "nan_oblique", "4d_f32"])
            {
                foreach (string width in (string[])["4", "8", "357", "fast"])
                {
                    cases.Add(volume, width);
                }
            }

            return cases;
        }
    }

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void Apply_OnGoldenVolumes_MatchesTheReference(string volume, string width)
    {
        VolumeSeries image = SharedImage.Load("golden", "nilearn", "smooth", $"in_{volume}.nii.gz");
        Smoothing smoothing = width switch
        {
            "4" => Smoothing.Gaussian(4),
            "8" => Smoothing.Gaussian(8),
            "357" => Smoothing.Gaussian(3, 5, 7),
            _ => Smoothing.Star,
        };

        VolumeSeries result = smoothing.Apply(image);

        Npy golden = Npy.Golden("nilearn", "smooth", $"out_{volume}_{width}.npy");
        NumericAssert.Close(golden.Values, result.COrder(), volume == "4d_f32" ? 1e-5 : 1e-10);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    [InlineData(double.NaN)]
    public void Gaussian_OfAWidthThatIsNotPositive_Throws(double width) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Smoothing.Gaussian(width));
}
