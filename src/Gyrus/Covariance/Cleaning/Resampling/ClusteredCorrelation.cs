using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>The sum of correlation matrices that average linkage has filtered: two regions correlate by one minus the height at which they join.</summary>
/// <remarks>
/// Whether a filtered matrix is positive definite follows from its tree alone. With s = 1ᵀM⁻¹1 of each part, two parts that join at correlation ρ are positive
/// definite together if 1 − ρ²s₁s₂ &gt; 0, by the Schur complement, and then s = (s₁ + s₂ − 2ρs₁s₂)/(1 − ρ²s₁s₂). Only where that fails are there
/// eigenvalues to compute, and the negative ones are set to 0.
/// </remarks>
internal sealed class ClusteredCorrelation(int regions)
{
    private readonly NearestChain _chain = new(regions);
    private readonly double[] _distances = new double[regions * regions];
    private readonly double[] _sum = new double[regions * regions];
    private readonly int[] _place = new int[regions];
    private readonly int[] _order = new int[regions];
    private readonly int[] _next = new int[regions];
    private readonly int[] _last = new int[regions];
    private readonly int[] _size = new int[regions];
    private readonly double[] _inverseSum = new double[regions];
    private readonly Matrix _filtered = new(regions, regions);

    /// <summary>Adds one.</summary>
    public void Add(ReadOnlySpan<double> correlation)
    {
        TensorPrimitives.Subtract(1.0, correlation, _distances);
        ReadOnlySpan<(int Kept, int Gone, double Height)> merges = _chain.Merge(_distances, Linkage.Average);
        Arrange(merges);
        bool definite = Fill(merges);
        Accumulate(definite ? _filtered : WithoutNegative(_filtered));
    }

    /// <summary>The mean of those that were added.</summary>
    public Matrix Mean(int count) =>
        Matrix.Create(regions, regions, (i, j) => _sum[(Math.Min(i, j) * regions) + Math.Max(i, j)] / count);

    /// <summary>An order of the regions in which every cluster is contiguous, that which took in the other first.</summary>
    private void Arrange(ReadOnlySpan<(int Kept, int Gone, double Height)> merges)
    {
        for (int i = 0; i < regions; i++)
        {
            (_next[i], _last[i]) = (-1, i);
        }

        foreach ((int kept, int gone, _) in merges)
        {
            _next[_last[kept]] = gone;
            _last[kept] = _last[gone];
        }

        int region = merges.Length > 0 ? merges[^1].Kept : 0;
        for (int at = 0; at < regions; at++, region = _next[region])
        {
            (_order[at], _place[region]) = (region, at);
        }
    }

    /// <summary>The upper triangle in that order; whether the matrix is positive definite.</summary>
    private bool Fill(ReadOnlySpan<(int Kept, int Gone, double Height)> merges)
    {
        Array.Fill(_size, 1);
        Array.Fill(_inverseSum, 1);
        for (int j = 0; j < regions; j++)
        {
            _filtered[j, j] = 1;
        }

        bool definite = true;
        foreach ((int kept, int gone, double height) in merges)
        {
            double rho = 1 - height;
            for (int j = 0; j < _size[gone]; j++)
            {
                _filtered.MutableColumn(_place[gone] + j).Slice(_place[kept], _size[kept]).Fill(rho);
            }

            (double first, double second) = (_inverseSum[kept], _inverseSum[gone]);
            double determinant = 1 - (rho * rho * first * second);
            definite &= determinant > 0;
            _inverseSum[kept] = (first + second - (2 * rho * first * second)) / determinant;
            _size[kept] += _size[gone];
        }

        return definite;
    }

    private Matrix WithoutNegative(Matrix upper)
    {
        Matrix vectors = Matrix.Create(regions, regions, (i, j) => upper[Math.Min(i, j), Math.Max(i, j)]);
        double[] values = new double[regions];
        LinearAlgebra.Current.SymmetricEigen(vectors.Values, values, regions);
        TensorPrimitives.Max(values, 0.0, values);
        double[] ones = new double[regions];
        Array.Fill(ones, 1);
        return SpectralFit.Compose(vectors, values, ones);
    }

    // Each pair into one triangle of the sum, so that no pair is added twice.
    private void Accumulate(Matrix upper)
    {
        for (int j = 0; j < regions; j++)
        {
            int second = _order[j];
            ReadOnlySpan<double> column = upper.Column(j);
            for (int i = 0; i <= j; i++)
            {
                int first = _order[i];
                _sum[(Math.Min(first, second) * regions) + Math.Max(first, second)] += column[i];
            }
        }
    }
}
