using System.Numerics;
using System.Text;
using Gyrus.Report.Drawing;
using Gyrus.Report.Raster;

namespace Gyrus.Report.Tests.Raster;

public sealed class RasterTests
{
    [Fact]
    public void Fill_OfAShapeBetweenPixels_DarkensEachByItsCoveredArea()
    {
        var canvas = new Canvas(4, 3);

        canvas.Fill(
            [
                [new(0.5f, 0.25f), new(2.75f, 0.25f), new(2.75f, 2), new(0.5f, 2)],
            ],
            Rgb.Of(0)
        );

        double[] shares = [0.5 * 0.75, 0.75, 0.75 * 0.75, 0, 0.5, 1, 0.75, 0, 0, 0, 0, 0];
        AssertShares(shares, canvas);
    }

    [Fact]
    public void Fill_OfATriangle_CoversItsArea()
    {
        var canvas = new Canvas(40, 30);

        canvas.Fill(
            [
                [new(3.3f, 2.1f), new(37.2f, 9.9f), new(11.7f, 28.4f)],
            ],
            Rgb.Of(0)
        );

        double area = 0.5 * Math.Abs(((37.2 - 3.3) * (28.4 - 2.1)) - ((11.7 - 3.3) * (9.9 - 2.1)));
        Assert.Equal(area, Covered(canvas), 1.0); // 8-bit pixels along 90 px of edge
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fill_OfAContourWithinAContour_IsAHoleOnlyWhenItGoesTheOtherWayRound(bool sameWay)
    {
        var canvas = new Canvas(10, 10);
        Vector2[] outer = [new(1, 1), new(9, 1), new(9, 9), new(1, 9)];
        Vector2[] inner = [new(3, 3), new(7, 3), new(7, 7), new(3, 7)];

        canvas.Fill([outer, sameWay ? inner : [.. inner.Reverse()]], Rgb.Of(0));

        Assert.Equal(sameWay ? 64 : 48, Covered(canvas), 0.2);
    }

    [Fact]
    public void Fill_BeyondThePaper_IsCutOff()
    {
        var canvas = new Canvas(4, 4);

        canvas.Fill(
            [
                [new(-50, -50), new(2, -50), new(2, 80), new(-50, 80)],
            ],
            Rgb.Of(0)
        );

        Assert.Equal(8, Covered(canvas), 0.1);
    }

    [Theory]
    [InlineData(false, 10 * 3)]
    [InlineData(true, (10 * 3) + (Math.PI * 2.25))]
    public void Outline_OfALine_HasItsArea(bool isRound, double area)
    {
        var canvas = new Canvas(20, 20);

        canvas.Fill(new Pen(3, isRound).Outline([new(5, 10), new(9, 10), new(15, 10)], isClosed: false), Rgb.Of(0));

        Assert.Equal(area, Covered(canvas), 0.4);
    }

    [Fact]
    public void Outline_OfACircle_IsARing()
    {
        var canvas = new Canvas(40, 40);

        canvas.Fill(new Pen(4, IsRound: false).Outline(Pen.Disc(new Vector2(20, 20), 12), isClosed: true), Rgb.Of(0));

        Assert.Equal(2 * Math.PI * 12 * 4, Covered(canvas), 3.0);
        Assert.Equal(255, canvas.Pixels[3 * ((20 * 40) + 20)]);
    }

    [Fact]
    public void Cut_IntoDashes_HasTheirLengths()
    {
        (Vector2[] Points, bool IsClosed)[] dashes =
        [
            .. Dashing.Cut([new(0, 0), new(5, 0), new(5, 7)], isClosed: false, [4, 3], 1),
        ];

        Assert.Equal([4, 4, 0], [.. dashes.Select(d => (int)Math.Round(Length(d.Points))), 0]);
        Assert.Equal(new Vector2(5, 2), dashes[1].Points[0]);
    }

    [Theory]
    [InlineData("Å", 1)]
    [InlineData("i", 2)]
    [InlineData("8", 3)]
    [InlineData("−", 1)]
    [InlineData("α", 2)]
    [InlineData(" ", 0)]
    public void Outline_OfALetter_HasItsContours(string letter, int atLeast)
    {
        int glyph = Typeface.Sans.GlyphOf(letter.EnumerateRunes().First());

        Assert.NotEqual(0, glyph);
        Assert.True(Typeface.Sans.Outline(glyph).Length >= atLeast);
        Assert.InRange(Typeface.Sans.Advance(glyph), 0.2, 1.1);
    }

    [Fact]
    public void Outline_OfAnyLetter_HasNoContourWithoutArea()
    {
        foreach (char letter in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789éßøα")
        {
            Assert.All(
                Typeface.Sans.Outline(Typeface.Sans.GlyphOf(new Rune(letter))),
                contour => Assert.True(contour.Length > 2, $"'{letter}' has a contour of {contour.Length} points")
            );
        }
    }

    [Fact]
    public void GlyphOf_WhatTheFaceLacks_IsTheEmptyBox()
    {
        int glyph = Typeface.Sans.GlyphOf(new Rune(0x1F9E0));

        Assert.Equal(0, glyph);
        Assert.NotEmpty(Typeface.Sans.Outline(glyph));
    }

    [Fact]
    public void Width_OfTheEstimateForTheLayout_IsNotBelowThatOfTheFace()
    {
        foreach (string text in (string[])["partial correlation", "Frontal_Sup_Medial_L", "−0.0253", "Window WWW mm"])
        {
            double drawn = text.EnumerateRunes().Sum(r => Typeface.Sans.Advance(Typeface.Sans.GlyphOf(r)));
            Assert.InRange(drawn, 0, Lettering.Width(text, 1) * 1.03);
        }
    }

    [Theory]
    [InlineData("M10 20l30 5 -4 -1m2 3 1 1", "M10 20L40 25L36 24M38 27L39 28")]
    [InlineData("M10 20c1 2 3 4 9 9s5-2 7 1", "M10 20C11 22 13 24 19 29C25 34 24 27 26 30")]
    [InlineData("M5 5l10 0 0 10zm1 1 2 0", "M5 5L15 5L15 15ZM6 6L8 6")]
    public void Read_OfRelativePaths_GivesTheLinesOfAbsoluteOnes(string relative, string absolute)
    {
        var place = Matrix3x2.CreateScale(2);

        var lines = PathReader.Read(relative, place);

        Assert.Equal(PathReader.Read(absolute, place).Select(l => l.IsClosed), lines.Select(l => l.IsClosed));
        Assert.Equal(PathReader.Read(absolute, place).SelectMany(l => l.Points), lines.SelectMany(l => l.Points));
    }

    [Fact]
    public void Paint_InAScaledGroup_ScalesStrokesToo() =>
        Assert.Equal(
            Painted("<path d='M2 3L17 11' stroke='#000' stroke-width='1.5' fill='none'/>"),
            Painted(
                "<g transform='scale(.1)'><path d='M20 30l150 80' stroke='#000' stroke-width='15' fill='none'/></g>"
            )
        );

    private static byte[] Painted(string element) =>
        Painter
            .Paint($"<svg xmlns='http://www.w3.org/2000/svg' width='20' height='15'>{element}</svg>", 2)
            .Pixels.ToArray();

    [Theory]
    [InlineData("<polygon points='0 0'/>")]
    [InlineData("<path d='M0 0A1 1 0 0 0 2 2' fill='#000'/>")]
    [InlineData("<g transform='skewX(3)'/>")]
    public void Paint_OfWhatOurFiguresDoNotUse_SaysSoInsteadOfDrawingSomethingElse(string element) =>
        Assert.Throws<NotSupportedException>(() =>
            Painter.Paint($"<svg xmlns='http://www.w3.org/2000/svg' width='5' height='5'>{element}</svg>", 1)
        );

    [Fact]
    public void Paint_TextThatReadsFromTheRight_IsTurnedRound() =>
        Assert.Equal(Written("אבג 12").ToArray(), Written("\u202eאבג\u202c 12").ToArray());

    private static ReadOnlySpan<byte> Written(string text) =>
        Painter
            .Paint(
                $"<svg xmlns='http://www.w3.org/2000/svg' width='80' height='20'><text x='4' y='15' fill='#000'>{text}</text></svg>",
                1
            )
            .Pixels;

    private static double Length(Vector2[] line) => line.Zip(line.Skip(1), Vector2.Distance).Sum();

    private static double Covered(Canvas canvas)
    {
        double sum = 0;
        for (int n = 0; n < canvas.Pixels.Length; n += 3)
        {
            sum += (255 - canvas.Pixels[n]) / 255.0;
        }

        return sum;
    }

    private static void AssertShares(double[] shares, Canvas canvas)
    {
        for (int n = 0; n < shares.Length; n++)
        {
            Assert.Equal(shares[n], (255 - canvas.Pixels[3 * n]) / 255.0, 0.01);
        }
    }
}
