using System.Numerics.Tensors;

namespace Gyrus.Optimization;

/// <summary>
/// One curvature for problems that differ in which samples count, as folds and the whole do: Xᵀdiag(h)X is a sum over samples, so that the matrices of
/// all of them are sums of a few parts, and cost one pass over the samples.
/// </summary>
/// <remarks>
/// h is that of the first problem where it is likely to be after a strength, on the samples of each. A curvature is only a preconditioner, so all
/// answers stay exact; with h and H of one and the same place their predicted dual points are feasible too.
/// </remarks>
internal sealed class SharedCurvature
{
    /// <summary>So many parts would cost more than they save: folds that are not a few stretches of samples.</summary>
    private const int MostParts = 64;

    /// <summary>A curvature that costs fewer iterations than this is each problem's own: it fits better.</summary>
    private const double LeastCost = 2;

    private readonly ProximalNewton[] _solvers;
    private readonly double[] _scales;
    private readonly int[] _partOf;
    private readonly bool[][] _holds;
    private readonly double[] _before;
    private readonly double[] _ahead;
    private int _size = -1;
    private int _lateWhenNew = -1;

    private SharedCurvature(ProximalNewton[] solvers, double[] scales, int[] partOf, bool[][] holds)
    {
        (_solvers, _scales, _partOf, _holds) = (solvers, scales, partOf, holds);
        (_before, _ahead) = ((double[])solvers[0].Point.Eta.Clone(), new double[partOf.Length]);
    }

    /// <summary>The curvature of some problems, or null where they have none in common.</summary>
    /// <param name="solvers">Their solvers; null where a problem is no convex one with one intercept.</param>
    /// <param name="weights">The weights of their samples: those of the first, times a factor or zero.</param>
    public static SharedCurvature? Of(IReadOnlyList<ProximalNewton?> solvers, IReadOnlyList<double[]> weights)
    {
        if (solvers.Count < 2 || solvers.Any(s => s is null || !Alike(solvers[0], s)))
        {
            return null;
        }

        double[] scales = new double[solvers.Count];
        for (int k = 0; k < scales.Length; k++)
        {
            int first = weights[k].AsSpan().IndexOfAnyExcept(0);
            scales[k] = first < 0 ? 0 : weights[k][first] / weights[0][first];
        }

        return Parts(weights, scales) is { } parts
            ? new SharedCurvature([.. solvers.OfType<ProximalNewton>()], scales, parts.PartOf, parts.Holds)
            : null;
    }

    /// <summary>Gives the problems a new curvature for a strength where one is worth its cost.</summary>
    /// <param name="strength">The strength that comes.</param>
    /// <param name="previous">The strength before it, of each problem.</param>
    public void Prepare(double strength, IReadOnlyList<double> previous)
    {
        bool[] blocks = new bool[_solvers[0].Problem.Penalty.Blocks.Length];
        bool grows = _size < 0;
        int late = 0;
        for (int k = 0; k < _solvers.Length; k++)
        {
            double threshold = (2 * strength) - Math.Max(previous[k], strength);
            bool[] wanted = _solvers[k].Wanted(threshold, strength, out bool own);
            grows |= own;
            late += Math.Max(_solvers[k].LastIterations - 1, 0);
            for (int b = 0; b < blocks.Length; b++)
            {
                blocks[b] |= wanted[b];
            }
        }

        if (IsWorth(QuadraticModel.ColumnsOf(Pick(_solvers[0].Problem, blocks)).Length, grows, late))
        {
            Build(blocks);
        }

        _solvers[0].Point.Eta.CopyTo(_before, 0);
    }

    /// <summary>Whether a new curvature of so many columns pays.</summary>
    private bool IsWorth(int size, bool grows, int late)
    {
        if (ProximalNewton.BuildCost(size) < LeastCost)
        {
            return false;
        }

        if (grows)
        {
            return true;
        }

        // Some problems are late with a new curvature too: what age adds is what another can save, for about two strengths.
        _lateWhenNew = _lateWhenNew < 0 ? late : _lateWhenNew;
        return 2 * (late - _lateWhenNew) > ProximalNewton.BuildCost(_size);
    }

    private static bool Alike(ProximalNewton? first, ProximalNewton? other)
    {
        if (first is null || other is null)
        {
            return false;
        }

        (LinearProblem a, LinearProblem b) = (first.Problem, other.Problem);
        return a.Penalty.IsSparse
            && a.Datafit.IsConvex
            && b.Datafit.IsConvex
            && a.Datafit.Segments == 1
            && b.Datafit.Segments == 1
            && ReferenceEquals(a.Design, b.Design)
            && a.Penalty.Blocks.Length == b.Penalty.Blocks.Length
            && a.Penalty.Blocks.Zip(b.Penalty.Blocks)
                .All(static p => p.First.Columns.AsSpan().SequenceEqual(p.Second.Columns));
    }

    /// <summary>The part of each sample (−1 for none), and which problems hold which part: samples of a part count in the same problems.</summary>
    private static (int[] PartOf, bool[][] Holds)? Parts(IReadOnlyList<double[]> weights, double[] scales)
    {
        const double Rounding = 1e-12;
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var holds = new List<bool[]>();
        int[] partOf = new int[weights[0].Length];
        char[] key = new char[weights.Count];
        for (int i = 0; i < partOf.Length; i++)
        {
            double own = weights[0][i];
            for (int k = 0; k < key.Length; k++)
            {
                double w = weights[k][i];
                if (w != 0 && !(Math.Abs(w - (scales[k] * own)) <= Rounding * w))
                {
                    return null;
                }

                key[k] = w != 0 ? '1' : '0';
            }

            if (own == 0)
            {
                partOf[i] = -1;
                continue;
            }

            string pattern = new(key);
            if (!numbers.TryGetValue(pattern, out partOf[i]))
            {
                partOf[i] = numbers[pattern] = holds.Count;
                holds.Add([.. key.Select(static c => c == '1')]);
            }

            if (holds.Count > MostParts)
            {
                return null;
            }
        }

        return (partOf, [.. holds]);
    }

    private void Build(bool[] blocks)
    {
        LinearProblem first = _solvers[0].Problem;
        int[] columns = QuadraticModel.ColumnsOf(Pick(first, blocks));
        double[] h = new double[_partOf.Length];
        first.Datafit.Curvatures(Ahead(), h);
        (double[] Gram, double[] Sums)[] parts = new (double[], double[])[_holds.Length];
        double[] own = new double[h.Length];
        for (int part = 0; part < parts.Length; part++)
        {
            for (int i = 0; i < h.Length; i++)
            {
                own[i] = _partOf[i] == part ? h[i] : 0;
            }

            parts[part] = QuadraticModel.Gram(first.Design, own, columns);
        }

        for (int k = 0; k < _solvers.Length; k++)
        {
            (double[] gram, double[] sums) = (new double[columns.Length * columns.Length], new double[columns.Length]);
            for (int part = 0; part < parts.Length; part++)
            {
                if (_holds[part][k])
                {
                    TensorPrimitives.MultiplyAdd(parts[part].Gram, _scales[k], gram, gram);
                    TensorPrimitives.MultiplyAdd(parts[part].Sums, _scales[k], sums, sums);
                }
            }

            LinearProblem problem = _solvers[k].Problem;
            double[] curvature = _solvers[k].Curvature;
            for (int i = 0; i < h.Length; i++)
            {
                curvature[i] = _partOf[i] >= 0 && _holds[_partOf[i]][k] ? _scales[k] * h[i] : 0;
            }

            _solvers[k].Take(new QuadraticModel(problem, Pick(problem, blocks), curvature, (gram, sums)), blocks);
        }

        (_size, _lateWhenNew) = (columns.Length, -1);
    }

    /// <summary>η where the first problem is likely to be after a strength: in the middle of those that a curvature serves.</summary>
    private double[] Ahead()
    {
        double[] eta = _solvers[0].Point.Eta;
        for (int i = 0; i < eta.Length; i++)
        {
            _ahead[i] = (2 * eta[i]) - _before[i];
        }

        return double.IsFinite(_solvers[0].Problem.Datafit.Value(_ahead)) ? _ahead : eta;
    }

    private static PenaltyBlock[] Pick(LinearProblem problem, bool[] blocks) =>
        [.. problem.Penalty.Blocks.Where((_, b) => blocks[b])];
}
