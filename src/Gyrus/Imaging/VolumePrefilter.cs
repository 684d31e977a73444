using System.Buffers;

namespace Gyrus.Imaging;

/// <summary>From values to cubic B-spline coefficients of a whole volume: <see cref="SplinePrefilter"/> along every axis.</summary>
internal sealed class VolumePrefilter(Grid grid)
{
    /// <summary>values ← P·values.</summary>
    public void Apply(Span<double> values) => Along(values, SplinePrefilter.Filter);

    /// <summary>values ← Pᵀ·values.</summary>
    public void Adjoint(Span<double> values) => Along(values, SplinePrefilter.FilterAdjoint);

    private delegate void AxisFilter(Span<double> values, int outer, int size, int inner);

    private void Along(Span<double> values, AxisFilter filter)
    {
        double[] turned = ArrayPool<double>.Shared.Rent(values.Length);
        int lines = grid.J * grid.K;
        filter(values, 1, grid.K, grid.I * grid.J);
        filter(values, grid.K, grid.J, grid.I);
        Transposition.Write(values, lines, grid.I, turned);
        filter(turned.AsSpan(0, values.Length), 1, grid.I, lines);
        Transposition.Write(turned, grid.I, lines, values);
        ArrayPool<double>.Shared.Return(turned);
    }
}
