namespace Gyrus.Imaging;

/// <summary>The linear map from the voxels of one grid to those of another: prefilter, then weights of neighbours.</summary>
/// <remarks>Positions outside the source give 0. Values must be finite. Safe to use from several threads.</remarks>
internal interface IResamplingMap
{
    /// <summary>target ← R·source.</summary>
    void Forward(ReadOnlySpan<double> source, Span<double> target);

    /// <summary>source ← Rᵀ·target.</summary>
    void Adjoint(ReadOnlySpan<double> target, Span<double> source);

    /// <summary>Which target voxels lie inside the source grid.</summary>
    bool[] Inside();
}
