using System.Numerics.Tensors;
using Gyrus.Numerics;
using Gyrus.Numerics.Distributions;

namespace Gyrus.Covariance.Cleaning;

/// <summary>Draws covariances with Dirichlet eigenvalues and Haar eigenvectors, and samples of them.</summary>
/// <remarks>
/// <para>
/// The eigenvalues are N·y with y symmetric Dirichlet of concentration α: mean 1, variance (N − 1)/(Nα + 1), so a small α spreads
/// the spectrum. By default they are those of the precision, and C = J⁻¹ is rescaled to a unit diagonal: this is what the released program does; the text
/// puts them on the covariance.
/// </para>
/// <para>The same seed and realisation give the same series on every machine; realisations are independent of each other.</para>
/// <para>Source: Ibáñez-Berganza et al. (2023), Physical Review E 108:024313, arXiv:2302.02951, section II.4.</para>
/// </remarks>
public sealed record SyntheticDirichlet
{
    /// <summary>Gets the number of regions N. At least 2; 116.</summary>
    public int Regions
    {
        get;
        init => field = Require.AtLeast(2, value, nameof(Regions));
    } = 116;

    /// <summary>Gets the number of samples. At least 2; 180.</summary>
    public int Samples
    {
        get;
        init => field = Require.AtLeast(2, value, nameof(Samples));
    } = 180;

    /// <summary>Gets the concentration α. From 0.1 to 1e6; 1.</summary>
    public double Concentration
    {
        get;
        init => field = Require.Between(0.1, 1e6, value, nameof(Concentration));
    } = 1;

    /// <summary>Gets which matrix has the Dirichlet eigenvalues. Default: the precision.</summary>
    public DirichletSide Side { get; init; }

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
        double[] eigenvalues = GammaDraw.Dirichlet(rng, Regions, Concentration);
        TensorPrimitives.Multiply(eigenvalues, Regions, eigenvalues);
        double[] inverse = new double[Regions];
        TensorPrimitives.Divide(1.0, eigenvalues, inverse);
        Matrix vectors = HaarOrthogonal.Draw(Regions, rng);
        (Matrix covariance, Matrix precision) =
            Side == DirichletSide.Covariance
                ? (Compose(vectors, eigenvalues), Compose(vectors, inverse))
                : UnitDiagonal(Compose(vectors, inverse), Compose(vectors, eigenvalues));
        return new SyntheticSeries
        {
            Covariance = covariance,
            Precision = precision,
            Samples = NormalSamples.Draw(covariance, Samples, Autocorrelation, rng),
        };
    }

    private static Matrix Compose(Matrix vectors, double[] values)
    {
        double[] ones = new double[values.Length];
        Array.Fill(ones, 1);
        return SpectralFit.Compose(vectors, values, ones);
    }

    private static (Matrix Covariance, Matrix Precision) UnitDiagonal(Matrix covariance, Matrix precision) =>
        (
            Inverse.Correlation(covariance),
            Matrix.Create(
                precision.Rows,
                precision.Rows,
                (i, j) => precision[i, j] * Math.Sqrt(covariance[i, i] * covariance[j, j])
            )
        );
}
