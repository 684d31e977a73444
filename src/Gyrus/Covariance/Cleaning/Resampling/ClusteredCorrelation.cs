using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>The sum of correlation matrices that average linkage has filtered: two regions correlate by one minus the height at which they join.</summary>
/// <remarks>
/// Negative eigenvalues of a filtered matrix are set to 0: the tree tells how many there are, and finds them with their vectors in passes of O(N). Only
/// where it does not, as when two are equal to rounding, the matrix is decomposed.
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
    private readonly ClusterTree _tree = new(regions);
    private readonly NegativeEigenpairs _negative = new(regions);
    private readonly double[] _vector = new double[regions];
    private readonly Matrix _filtered = new(regions, regions);

    /// <summary>Adds one.</summary>
    public void Add(ReadOnlySpan<double> correlation)
    {
        TensorPrimitives.Subtract(1.0, correlation, _distances);
        ReadOnlySpan<(int Kept, int Gone, double Height)> merges = _chain.Merge(_distances, Linkage.Average);
        Arrange(merges);
        Fill(merges);
        _tree.Set(merges);
        int negative = _tree.Factor(0);
        Accumulate(negative == 0 || Subtract(negative) ? _filtered : Projected());
    }

    /// <summary>The mean of those that were added.</summary>
    public Matrix Mean(int count) =>
        Matrix.Create(
            regions,
            regions,
            (i, j) => (_sum[(i * regions) + j] + (i == j ? 0 : _sum[(j * regions) + i])) / count
        );

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

    /// <summary>The upper triangle in that order.</summary>
    private void Fill(ReadOnlySpan<(int Kept, int Gone, double Height)> merges)
    {
        Array.Fill(_size, 1);
        for (int j = 0; j < regions; j++)
        {
            _filtered[j, j] = 1;
        }

        foreach ((int kept, int gone, double height) in merges)
        {
            double rho = 1 - height;
            for (int j = 0; j < _size[gone]; j++)
            {
                _filtered.MutableColumn(_place[gone] + j).Slice(_place[kept], _size[kept]).Fill(rho);
            }

            _size[kept] += _size[gone];
        }
    }

    /// <summary>Takes the negative eigenvalues out of the upper triangle; false, and nothing done, where the tree does not find them.</summary>
    private bool Subtract(int negative)
    {
        if (!_negative.Find(_tree, negative))
        {
            return false;
        }

        foreach ((double value, double[] vector) in _negative.Found)
        {
            for (int at = 0; at < regions; at++)
            {
                _vector[at] = vector[_order[at]];
            }

            for (int j = 0; j < regions; j++)
            {
                Span<double> column = _filtered.MutableColumn(j)[..(j + 1)];
                TensorPrimitives.MultiplyAdd(_vector.AsSpan(0, j + 1), -value * _vector[j], column, column);
            }
        }

        return true;
    }

    private Matrix Projected()
    {
        Matrix vectors = Matrix.Create(regions, regions, (i, j) => _filtered[Math.Min(i, j), Math.Max(i, j)]);
        double[] values = new double[regions];
        LinearAlgebra.Current.SymmetricEigen(vectors.Values, values, regions);
        TensorPrimitives.Max(values, 0.0, values);
        double[] ones = new double[regions];
        Array.Fill(ones, 1);
        return SpectralFit.Compose(vectors, values, ones);
    }

    // Each pair once, above or below the diagonal of the sum as the order has it: a column goes into a column.
    private void Accumulate(Matrix upper)
    {
        for (int j = 0; j < regions; j++)
        {
            Span<double> to = _sum.AsSpan(_order[j] * regions, regions);
            ReadOnlySpan<double> column = upper.Column(j);
            for (int i = 0; i <= j; i++)
            {
                to[_order[i]] += column[i];
            }
        }
    }
}
