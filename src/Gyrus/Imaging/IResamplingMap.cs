namespace Gyrus.Imaging;

/// <summary>The linear map R = W·P from the voxels of one grid to those of another: prefilter P, then weights W.</summary>
/// <remarks>Positions outside the source give 0. Values must be finite. Safe to use from several threads.</remarks>
internal interface IResamplingMap
{
    /// <summary>Gets P, or null where it is the identity (linear and nearest interpolation).</summary>
    VolumePrefilter? Prefilter { get; }

    /// <summary>target ← W·P·source.</summary>
    void Forward(ReadOnlySpan<double> source, Span<double> target);

    /// <summary>source ← Wᵀ·target: onto the coefficients, not further.</summary>
    void Scatter(ReadOnlySpan<double> target, Span<double> source);

    /// <summary>source ← Pᵀ·Wᵀ·target.</summary>
    void Adjoint(ReadOnlySpan<double> target, Span<double> source)
    {
        Scatter(target, source);
        Prefilter?.Adjoint(source);
    }

    /// <summary>Which target voxels lie inside the source grid.</summary>
    bool[] Inside();
}
