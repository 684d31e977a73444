using Gyrus.Numerics;

namespace Gyrus.Glm.Features;

/// <summary>Covariates in memory.</summary>
/// <param name="values">The covariates. Shape: samples × columns.</param>
public sealed class MatrixCovariates(Matrix values) : ICovariateSource
{
    /// <inheritdoc/>
    public int Samples => values.Rows;

    /// <inheritdoc/>
    public int Columns => values.Columns;

    /// <inheritdoc/>
    public void Read(int column, int start, Span<double> target) =>
        values.Column(column).Slice(start, target.Length).CopyTo(target);
}
