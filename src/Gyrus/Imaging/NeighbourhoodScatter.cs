using System.Runtime.Intrinsics;

namespace Gyrus.Imaging;

/// <summary>padded += w·value: the transpose of <see cref="NeighbourhoodSum"/>.</summary>
internal readonly struct NeighbourhoodScatter(double[] padded, int row, int plane) : INeighbourhoodVisitor
{
    /// <inheritdoc/>
    public void Visit(
        ref double value,
        int start,
        Vector256<double> wx,
        ReadOnlySpan<double> wy,
        ReadOnlySpan<double> wz
    )
    {
        if (value == 0)
        {
            return;
        }

        Vector256<double> scaled = wx * value;
        for (int k = 0; k < AxisTaps.Count; k++)
        {
            for (int j = 0; j < AxisTaps.Count; j++)
            {
                Span<double> line = padded.AsSpan(start + (k * plane) + (j * row), AxisTaps.Count);
                (Vector256.Create<double>(line) + (scaled * (wy[j] * wz[k]))).CopyTo(line);
            }
        }
    }
}
