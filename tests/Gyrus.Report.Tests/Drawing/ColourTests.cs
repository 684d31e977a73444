using Gyrus.Report.Drawing;

namespace Gyrus.Report.Tests.Drawing;

public sealed class ColourTests
{
    public static TheoryData<double> Sizes => [0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 1];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void DivergingMap_AValueAndItsNegative_AreEquallyLight(double size)
    {
        Assert.InRange(
            DivergingMap.Areas.At(size, 1).Lightness() - DivergingMap.Areas.At(-size, 1).Lightness(),
            -0.012,
            0.012
        );
        Assert.InRange(
            DivergingMap.Lines.At(size, 1).Lightness() - DivergingMap.Lines.At(-size, 1).Lightness(),
            -0.012,
            0.012
        );
    }

    [Fact]
    public void DivergingMap_LightnessFallsWithSize_OnBothSides()
    {
        for (int k = 1; k <= 100; k++)
        {
            Assert.True(
                DivergingMap.Areas.At(k / 100.0, 1).Lightness()
                    <= DivergingMap.Areas.At((k - 1) / 100.0, 1).Lightness() + 0.004
            );
            Assert.True(
                DivergingMap.Areas.At(-k / 100.0, 1).Lightness()
                    <= DivergingMap.Areas.At(-(k - 1) / 100.0, 1).Lightness() + 0.004
            );
        }
    }

    [Fact]
    public void DivergingMap_PositiveIsRed_NegativeIsBlue_ZeroIsNeitherAndLight()
    {
        (Rgb red, Rgb blue, Rgb zero) = (
            DivergingMap.Areas.At(0.5, 1),
            DivergingMap.Areas.At(-0.5, 1),
            DivergingMap.Areas.At(0, 1)
        );

        Assert.True(red.Red > red.Blue + 60 && blue.Blue > blue.Red + 60);
        Assert.True(Math.Abs(zero.Red - zero.Blue) <= 1 && zero.Red > 240);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(-0.3)]
    [InlineData(7)]
    [InlineData(double.PositiveInfinity)]
    public void DivergingMap_ScalesWithItsLimit_AndClampsBeyond(double value)
    {
        Assert.Equal(DivergingMap.Areas.At(value, 1), DivergingMap.Areas.At(1000 * value, 1000));
        Assert.Equal(DivergingMap.Areas.At(Math.Clamp(value, -1, 1), 1), DivergingMap.Areas.At(value, 1));
    }

    [Fact]
    public void DivergingMap_NotANumber_IsGreyAndNoColourOfTheScale()
    {
        Assert.Equal(Rgb.Missing, DivergingMap.Areas.At(double.NaN, 1));
        Assert.DoesNotContain(Rgb.Missing, DivergingMap.Areas.Colours);
    }

    [Fact]
    public void DivergingMap_ForLinesOnWhite_IsNeverTooLight() =>
        Assert.All(DivergingMap.Lines.Colours, c => Assert.InRange(c.Lightness(), 0, 0.82));

    [Fact]
    public void Categories_TheFirstTwelve_Differ() =>
        Assert.Equal(12, Enumerable.Range(0, 12).Select(Categories.At).Distinct().Count());

    [Theory]
    [InlineData(0xffffff, 1)]
    [InlineData(0x000000, 0)]
    [InlineData(0xff0000, 0.6279554)] // the values of Ottosson's page
    [InlineData(0x0000ff, 0.4520137)]
    public void Oklch_LightnessOfKnownColours(int code, double expected) =>
        Assert.InRange(Rgb.Of(code).Lightness(), expected - 1e-4, expected + 1e-4);

    [Theory]
    [InlineData(0xffffff, "#fff")]
    [InlineData(0x112233, "#123")]
    [InlineData(0x1a2b3c, "#1a2b3c")]
    public void ToHex_IsShortWherePossible(int code, string expected) => Assert.Equal(expected, Rgb.Of(code).ToHex());
}
