namespace Gyrus.Imaging;

/// <summary>From values to cubic B-spline coefficients of a whole volume: <see cref="SplinePrefilter"/> along every axis.</summary>
internal sealed class VolumePrefilter(Grid grid)
{
    /// <summary>values ← P·values.</summary>
    public void Apply(Span<double> values)
    {
        SplinePrefilter.Filter(values, 1, grid.K, grid.I * grid.J);
        SplinePrefilter.Filter(values, grid.K, grid.J, grid.I);
        SplinePrefilter.Filter(values, grid.K * grid.J, grid.I, 1);
    }

    /// <summary>values ← Pᵀ·values.</summary>
    public void Adjoint(Span<double> values)
    {
        SplinePrefilter.FilterAdjoint(values, 1, grid.K, grid.I * grid.J);
        SplinePrefilter.FilterAdjoint(values, grid.K, grid.J, grid.I);
        SplinePrefilter.FilterAdjoint(values, grid.K * grid.J, grid.I, 1);
    }
}
