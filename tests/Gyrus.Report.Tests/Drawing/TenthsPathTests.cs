using System.Numerics;
using Gyrus.Report.Drawing;
using Gyrus.Report.Figures;
using Gyrus.Report.Raster;

namespace Gyrus.Report.Tests.Drawing;

/// <summary>Paths are read back by the rasteriser's reader.</summary>
public sealed class TenthsPathTests
{
    [Fact]
    public void Line_SeveralTimes_ReadsBackToItsPoints()
    {
        (double X, double Y)[][] lines =
        [
            [(12.34, 5), (100.06, 3.21), (-4.5, 0)],
            [(7, 8), (7.04, 250)],
            [(0, 0), (0, 0)],
        ];
        var path = new TenthsPath();
        foreach (var line in lines)
        {
            path.Line(line);
        }

        var read = PathReader.Read(path.ToString(), Matrix3x2.CreateScale(0.1f));

        Assert.Equal("m123 50 878-18-1046-32m115 80 0 2420m-70-2500 0 0", path.ToString());
        Assert.Equal(lines.Length, read.Count);
        foreach ((var expected, var line) in lines.Zip(read))
        {
            Assert.Equal(expected.Length, line.Points.Length);
            foreach (((double x, double y), Vector2 point) in expected.Zip(line.Points))
            {
                Assert.Equal(x, point.X, 0.0501);
                Assert.Equal(y, point.Y, 0.0501);
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ToPath_OfAnOutline_GoesThroughItsPoints(bool isClosed)
    {
        BrainLine line = isClosed ? BrainOutline.Axial[0] : BrainOutline.Axial[1];

        var read = PathReader.Read(line.ToPath((x, y) => (x, y)), Matrix3x2.CreateScale(0.1f));

        (Vector2[] points, bool closed) = Assert.Single(read);
        Assert.Equal(isClosed, closed);
        for (int k = 0; k < line.Points.Length; k += 2)
        {
            var corner = new Vector2((float)line.Points[k], (float)line.Points[k + 1]);
            Assert.InRange(points.Min(p => Vector2.Distance(p, corner)), 0, 0.08);
        }

        // No stray: the curve stays near its polygon.
        Assert.All(points, p => Assert.InRange(Math.Abs(p.X), 0, 75));
    }
}
