using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance;

/// <summary>Draws a group of subjects whose precisions are sparse with one pattern and differ in their values.</summary>
/// <remarks>
/// <para>
/// A strictly upper triangular pattern is drawn once, each entry present with probability <see cref="Density"/>. Every
/// subject fills it with uniform numbers between <see cref="WeakestEntry"/> and <see cref="StrongestEntry"/>; with ones on
/// the diagonal this is A_k, and the precision is Ω_k = A_kᵀA_k, so that samples are x = A_k⁻¹z with z normal, correlated in time. A product
/// has more edges than its factor: regions that share a parent are linked as well.
/// </para>
/// <para>
/// The idea is that of nilearn's <c>generate_group_sparse_gaussian_graphs</c>; the random numbers differ. The same seed gives
/// the same group on every machine, and a subject does not depend on how many come after it.
/// </para>
/// </remarks>
public sealed record SyntheticGroupSparse
{
    /// <summary>Gets the number of regions p. At least 1.</summary>
    public required int Regions
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Regions));
    }

    /// <summary>Gets the number of subjects K. At least 1. Default: 4.</summary>
    public int Subjects
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Subjects));
    } = 4;

    /// <summary>Gets the fewest samples of a subject. At least 2. Default: 170.</summary>
    public int MinSamples
    {
        get;
        init => field = Require.AtLeast(2, value, nameof(MinSamples));
    } = 170;

    /// <summary>Gets the most samples of a subject; below <see cref="MinSamples"/> it counts as that. Default: 170.</summary>
    public int MaxSamples
    {
        get;
        init => field = Require.AtLeast(2, value, nameof(MaxSamples));
    } = 170;

    /// <summary>Gets the share of entries of the factor that are present, or null (default) for min(1, 1.15·p^−0.44).</summary>
    /// <remarks>The default keeps the correlations of 39 to 264 regions near what recordings have: median |r| between 0.13 and 0.21 at 170 samples.</remarks>
    public double? Density
    {
        get;
        init => field = value is { } density ? Require.Between(0, 1, density, nameof(Density)) : null;
    }

    /// <summary>Gets the smallest entry of the factor. At least 0. Default: 0.1.</summary>
    public double WeakestEntry
    {
        get;
        init => field = Require.NotNegative(value, nameof(WeakestEntry));
    } = 0.1;

    /// <summary>Gets the largest entry of the factor. At least 0. Default: 0.8.</summary>
    public double StrongestEntry
    {
        get;
        init => field = Require.NotNegative(value, nameof(StrongestEntry));
    } = 0.8;

    /// <summary>Gets the correlation of neighbouring samples, the same in every region. In [0, 0.99]. Default: 0.5, as slow signals have.</summary>
    /// <remarks>It leaves the precisions as they are: each z is a stationary first-order autoregression of variance 1.</remarks>
    public double Autocorrelation
    {
        get;
        init => field = Require.Between(0, 0.99, value, nameof(Autocorrelation));
    } = 0.5;

    /// <summary>Gets the seed. Default: 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Draws the group.</summary>
    public SyntheticGroup Generate()
    {
        bool[,] pattern = Pattern(Rng.ForPart(Seed, 0));
        var signals = new Matrix[Subjects];
        var precisions = new Matrix[Subjects];
        for (int k = 0; k < Subjects; k++)
        {
            var rng = Rng.ForPart(Seed, k + 1);
            int samples = MinSamples + rng.NextInt(Math.Max(0, MaxSamples - MinSamples) + 1);
            Matrix factor = Factor(pattern, rng);
            precisions[k] = Product(factor);
            signals[k] = Draw(factor, samples, Autocorrelation, rng);
        }

        return new SyntheticGroup
        {
            Signals = signals,
            Precisions = precisions,
            Topology = Topology(pattern),
        };
    }

    private bool[,] Pattern(Rng rng)
    {
        double density = Density ?? Math.Min(1, 1.15 * Math.Pow(Regions, -0.44));
        bool[,] pattern = new bool[Regions, Regions];
        for (int i = 0; i < Regions; i++)
        {
            for (int j = i + 1; j < Regions; j++)
            {
                pattern[i, j] = rng.NextDouble() < density;
            }
        }

        return pattern;
    }

    private Matrix Factor(bool[,] pattern, Rng rng)
    {
        Matrix factor = Matrix.Identity(Regions);
        for (int i = 0; i < Regions; i++)
        {
            for (int j = i + 1; j < Regions; j++)
            {
                if (pattern[i, j])
                {
                    factor[i, j] = WeakestEntry + ((StrongestEntry - WeakestEntry) * rng.NextDouble());
                }
            }
        }

        return factor;
    }

    private static Matrix Product(Matrix factor)
    {
        var product = new Matrix(factor.Columns, factor.Columns);
        LinearAlgebra.Current.Gram(factor.AsSpan(), factor.Rows, factor.Columns, product.Values);
        return product;
    }

    /// <summary>Where AᵀA is not zero; all entries of A are positive, so that nothing cancels.</summary>
    private static Matrix Topology(bool[,] pattern)
    {
        int p = pattern.GetLength(0);
        Matrix product = Product(Matrix.Create(p, p, (i, j) => i == j || pattern[i, j] ? 1 : 0));
        return Matrix.Create(p, p, (i, j) => product[i, j] > 0 ? 1 : 0);
    }

    /// <summary>x = A⁻¹z by back substitution, one sample after another, so that more samples only append.</summary>
    private static Matrix Draw(Matrix factor, int samples, double autocorrelation, Rng rng)
    {
        int p = factor.Rows;
        var signals = new Matrix(samples, p);
        double[] z = new double[p];
        double[] x = new double[p];
        rng.FillNormal(z);
        for (int t = 0; t < samples; t++)
        {
            z.CopyTo(x, 0);
            for (int j = p - 1; j >= 0; j--)
            {
                // Column-oriented: once x_j is known, it leaves the rows above.
                TensorPrimitives.MultiplyAdd(factor.Column(j)[..j], -x[j], x.AsSpan(0, j), x.AsSpan(0, j));
                signals[t, j] = x[j];
            }

            double innovation = Math.Sqrt(1 - (autocorrelation * autocorrelation));
            for (int j = 0; j < p; j++)
            {
                z[j] = (autocorrelation * z[j]) + (innovation * rng.NextNormal());
            }
        }

        return signals;
    }
}
