namespace Gyrus.Numerics;

/// <summary>The best order of the leaves of a tree (Bar-Joseph et al. 2001).</summary>
/// <remarks>
/// Let v have the children a and b, and let M(i, j) be the least path over the leaves of v that starts at i in a and ends at j
/// in b: M(i, j) = min over h in a and k in b of M(i, h) + d(h, k) + M(k, j), where i and h lie in different children of a, and k and
/// j in different children of b. A pair of leaves has one lowest common ancestor, so one n × n table holds M of all v.
/// </remarks>
internal sealed class LeafOrder
{
    private readonly int _items;
    private readonly DendrogramMerge[] _merges;
    private readonly Matrix _distances;
    private readonly double[] _least;
    private readonly int[] _leaves;
    private readonly int[] _places;
    private readonly int[] _starts;

    private LeafOrder(DendrogramMerge[] merges, Matrix distances)
    {
        (_merges, _distances, _items) = (merges, distances, distances.Rows);
        _least = new double[_items * _items];
        _leaves = new int[_items];
        _places = new int[_items];
        _starts = new int[_items + merges.Length];
        Lay();
        for (int m = 0; m < merges.Length; m++)
        {
            Solve(merges[m]);
        }
    }

    /// <summary>The order of the leaves and the length of the path through them.</summary>
    public static (int[] Order, double Length) Of(DendrogramMerge[] merges, Matrix distances)
    {
        if (merges.Length == 0)
        {
            return ([.. Enumerable.Range(0, distances.Rows)], 0);
        }

        return new LeafOrder(merges, distances).Trace();
    }

    private int SizeOf(int node) => node < _items ? 1 : _merges[node - _items].Size;

    private ReadOnlySpan<int> LeavesOf(int node) => _leaves.AsSpan(_starts[node], SizeOf(node));

    private bool Holds(int node, int leaf) =>
        _places[leaf] >= _starts[node] && _places[leaf] < _starts[node] + SizeOf(node);

    /// <summary>The leaves of a node at which a path can end that starts at one of its leaves.</summary>
    private ReadOnlySpan<int> EndsOf(int node, int start)
    {
        if (node < _items)
        {
            return LeavesOf(node);
        }

        DendrogramMerge merge = _merges[node - _items];
        return LeavesOf(Holds(merge.First, start) ? merge.Second : merge.First);
    }

    /// <summary>Places the leaves in any order of the tree: those of a node lie side by side.</summary>
    private void Lay()
    {
        var open = new Stack<(int Node, int Start)>();
        open.Push((_items + _merges.Length - 1, 0));
        while (open.TryPop(out (int Node, int Start) at))
        {
            _starts[at.Node] = at.Start;
            if (at.Node < _items)
            {
                (_leaves[at.Start], _places[at.Node]) = (at.Node, at.Start);
                continue;
            }

            DendrogramMerge merge = _merges[at.Node - _items];
            open.Push((merge.First, at.Start));
            open.Push((merge.Second, at.Start + SizeOf(merge.First)));
        }
    }

    private void Solve(DendrogramMerge merge)
    {
        ReadOnlySpan<int> right = LeavesOf(merge.Second);
        double[] crossing = new double[right.Length];
        foreach (int i in LeavesOf(merge.First))
        {
            ReadOnlySpan<int> ends = EndsOf(merge.First, i);
            for (int k = 0; k < right.Length; k++)
            {
                crossing[k] = double.PositiveInfinity;
                foreach (int h in ends)
                {
                    crossing[k] = Math.Min(crossing[k], _least[(i * _items) + h] + _distances[h, right[k]]);
                }
            }

            foreach (int j in right)
            {
                double least = double.PositiveInfinity;
                foreach (int k in EndsOf(merge.Second, j))
                {
                    least = Math.Min(least, crossing[_places[k] - _starts[merge.Second]] + _least[(k * _items) + j]);
                }

                _least[(i * _items) + j] = _least[(j * _items) + i] = least;
            }
        }
    }

    private (int[] Order, double Length) Trace()
    {
        DendrogramMerge root = _merges[^1];
        (int first, int last, double length) = (-1, -1, double.PositiveInfinity);
        foreach (int i in LeavesOf(root.First))
        {
            foreach (int j in LeavesOf(root.Second))
            {
                if (_least[(i * _items) + j] < length)
                {
                    (first, last, length) = (i, j, _least[(i * _items) + j]);
                }
            }
        }

        var order = new List<int>(_items);
        var open = new Stack<(int Node, int First, int Last)>();
        open.Push((_items + _merges.Length - 1, first, last));
        while (open.TryPop(out (int Node, int First, int Last) at))
        {
            if (at.Node < _items)
            {
                order.Add(at.Node);
                continue;
            }

            DendrogramMerge merge = _merges[at.Node - _items];
            bool turned = Holds(merge.Second, at.First);
            (int a, int b) = turned ? (merge.Second, merge.First) : (merge.First, merge.Second);
            (int h, int k) = Meeting((a, at.First), (b, at.Last));
            open.Push((b, k, at.Last));
            open.Push((a, at.First, h));
        }

        return ([.. order], length);
    }

    /// <summary>The two leaves at which the halves of the best path meet.</summary>
    private (int H, int K) Meeting((int Node, int First) left, (int Node, int Last) right)
    {
        (int bestH, int bestK, double least) = (-1, -1, double.PositiveInfinity);
        foreach (int h in EndsOf(left.Node, left.First))
        {
            foreach (int k in EndsOf(right.Node, right.Last))
            {
                double length =
                    _least[(left.First * _items) + h] + _distances[h, k] + _least[(k * _items) + right.Last];
                if (length < least)
                {
                    (bestH, bestK, least) = (h, k, length);
                }
            }
        }

        return (bestH, bestK);
    }
}
