using System.Runtime.Intrinsics;

namespace Gyrus.Imaging;

/// <summary>value ← Σ w·padded: reads the neighbourhood.</summary>
internal readonly struct NeighbourhoodSum(double[] padded, int row, int plane) : INeighbourhoodVisitor
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
        Vector256<double> sum = Vector256<double>.Zero;
        for (int k = 0; k < AxisTaps.Count; k++)
        {
            for (int j = 0; j < AxisTaps.Count; j++)
            {
                ReadOnlySpan<double> line = padded.AsSpan(start + (k * plane) + (j * row), AxisTaps.Count);
                sum += Vector256.Create(line) * (wy[j] * wz[k]);
            }
        }

        value = Vector256.Sum(sum * wx);
    }
}
