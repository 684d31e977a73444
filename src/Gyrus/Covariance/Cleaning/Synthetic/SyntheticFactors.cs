using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>Draws covariances of a factor model, C = LLᵀ + diag(ψ) with unit diagonal, and samples of them.</summary>
/// <remarks>
/// Region i has loadings of a uniform direction in the space of the factors and of length √hᵢ, where its communality hᵢ is uniform between
/// <see cref="LeastCommunality"/> and <see cref="MostCommunality"/>; ψᵢ = 1 − hᵢ. The structure that factor analysis assumes, and that
/// rotation-invariant estimators cannot see. The same seed and realisation give the same series on every machine.
/// </remarks>
public sealed record SyntheticFactors
{
    /// <summary>Gets the number of regions N. At least 2; 116.</summary>
    public int Regions
    {
        get;
        init => field = Require.AtLeast(2, value, nameof(Regions));
    } = 116;

    /// <summary>Gets the number of factors. At least 1; 10.</summary>
    public int Factors
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Factors));
    } = 10;

    /// <summary>Gets the number of samples. At least 2; 180.</summary>
    public int Samples
    {
        get;
        init => field = Require.AtLeast(2, value, nameof(Samples));
    } = 180;

    /// <summary>Gets the least share of a region's variance that the factors carry. In [0, 0.999]; 0.2.</summary>
    public double LeastCommunality
    {
        get;
        init => field = Require.Between(0, 0.999, value, nameof(LeastCommunality));
    } = 0.2;

    /// <summary>Gets the greatest share. In [0, 0.999]; below the least it counts as that; 0.8.</summary>
    public double MostCommunality
    {
        get;
        init => field = Require.Between(0, 0.999, value, nameof(MostCommunality));
    } = 0.8;

    /// <summary>Gets the correlation φ of neighbouring samples, the same in every region. In [0, 0.99]; 0.</summary>
    public double Autocorrelation
    {
        get;
        init => field = Require.Between(0, 0.99, value, nameof(Autocorrelation));
    }

    /// <summary>Gets the seed. Default: 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Draws a covariance and its samples.</summary>
    /// <param name="realisation">Which one; at least 0.</param>
    public SyntheticSeries Generate(int realisation = 0)
    {
        Require.AtLeast(0, realisation);
        var rng = Rng.ForPart(Seed, realisation);
        var loadings = new Matrix(Factors, Regions);
        for (int i = 0; i < Regions; i++)
        {
            double most = Math.Max(LeastCommunality, MostCommunality);
            double communality = LeastCommunality + ((most - LeastCommunality) * rng.NextDouble());
            Span<double> row = loadings.MutableColumn(i);
            rng.FillNormal(row);
            TensorPrimitives.Multiply(row, Math.Sqrt(communality) / TensorPrimitives.Norm<double>(row), row);
        }

        var covariance = new Matrix(Regions, Regions);
        LinearAlgebra.Current.Gram(loadings.AsSpan(), Factors, Regions, covariance.Values);
        for (int i = 0; i < Regions; i++)
        {
            covariance[i, i] = 1;
        }

        return new SyntheticSeries
        {
            Covariance = covariance,
            Precision = Inverse.Precision(SampleCovariance.Of(covariance, Samples)),
            Samples = NormalSamples.Draw(covariance, Samples, Autocorrelation, rng),
        };
    }
}
