using System.Numerics.Tensors;

namespace Gyrus.Numerics;

/// <summary>Merges of a clustering in the order in which chains of nearest neighbours find them (Murtagh 1983); its memory serves one clustering after another.</summary>
/// <remarks>
/// A cluster goes by the number of the item that took in the others. The tree is that of the merges sorted by height; each merge comes after those that made
/// its two parts, sorted or not. One column of distances is one pass of vectors: clusters that are gone have a penalty of infinity.
/// </remarks>
internal sealed class NearestChain(int items)
{
    private readonly int[] _sizes = new int[items];
    private readonly int[] _chain = new int[items + 1];
    private readonly double[] _penalty = new double[items];
    private readonly double[] _column = new double[items];
    private readonly double[] _other = new double[items];
    private readonly (int Kept, int Gone, double Height)[] _pairs = new (int, int, double)[Math.Max(0, items - 1)];

    /// <summary>The merges; they are overwritten by the next call.</summary>
    /// <param name="distances">items × items, symmetric and finite; destroyed. The diagonal does not count.</param>
    /// <param name="linkage">The distance of clusters.</param>
    public ReadOnlySpan<(int Kept, int Gone, double Height)> Merge(Span<double> distances, Linkage linkage)
    {
        Array.Fill(_sizes, 1);
        Array.Clear(_penalty);
        int length = 0;
        for (int made = 0; made < _pairs.Length; )
        {
            if (length == 0)
            {
                _chain[length++] = Array.FindIndex(_sizes, static s => s > 0);
            }

            int top = _chain[length - 1];
            int below = length > 1 ? _chain[length - 2] : -1;
            int nearest = Nearest(distances, top, below);
            if (nearest != below)
            {
                _chain[length++] = nearest;
                continue;
            }

            length -= 2;
            _pairs[made++] = (below, top, distances[(top * items) + below]);
            Join(distances, below, top, linkage);
        }

        return _pairs;
    }

    /// <summary>The nearest cluster; the one below in the chain wins a tie, so that the chain ends.</summary>
    private int Nearest(ReadOnlySpan<double> distances, int cluster, int below)
    {
        ReadOnlySpan<double> column = distances.Slice(cluster * items, items);
        _penalty[cluster] = double.PositiveInfinity;
        TensorPrimitives.Add(column, _penalty, _column);
        _penalty[cluster] = 0;
        int nearest = TensorPrimitives.IndexOfMin<double>(_column);
        return below >= 0 && column[below] <= _column[nearest] ? below : nearest;
    }

    /// <summary>The first cluster takes in the second.</summary>
    private void Join(Span<double> distances, int kept, int gone, Linkage linkage)
    {
        double between = distances[(gone * items) + kept];
        Span<double> column = distances.Slice(kept * items, items);
        Combine(linkage, (_sizes[kept], _sizes[gone], between), column, distances.Slice(gone * items, items));
        for (int k = 0; k < column.Length; k++)
        {
            distances[(k * items) + kept] = column[k];
        }

        _sizes[kept] += _sizes[gone];
        _sizes[gone] = 0;
        _penalty[gone] = double.PositiveInfinity;
    }

    // The formulae of Lance and Williams; a takes the result.
    private void Combine(
        Linkage linkage,
        (double U, double V, double Between) pair,
        Span<double> a,
        ReadOnlySpan<double> b
    )
    {
        (double u, double v, double between) = pair;
        switch (linkage)
        {
            case Linkage.Single:
                TensorPrimitives.Min(a, b, a);
                break;
            case Linkage.Complete:
                TensorPrimitives.Max(a, b, a);
                break;
            case Linkage.Average:
                TensorPrimitives.Multiply(a, u, a);
                TensorPrimitives.Multiply(b, v, _other);
                TensorPrimitives.Add(a, _other, a);
                TensorPrimitives.Divide(a, u + v, a);
                break;
            default:
                for (int k = 0; k < a.Length; k++)
                {
                    double w = _sizes[k];
                    double sum = ((u + w) * a[k] * a[k]) + ((v + w) * b[k] * b[k]) - (w * between * between);
                    a[k] = Math.Sqrt(Math.Max(0, sum / (u + v + w)));
                }

                break;
        }
    }
}
