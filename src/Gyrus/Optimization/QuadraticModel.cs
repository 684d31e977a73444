using System.Numerics.Tensors;

namespace Gyrus.Optimization;

/// <summary>
/// The loss near a point as ½dᵀHd + gᵀd on the columns of a working set, with the intercepts at their best for every d:
/// H = Xᵀdiag(h)X − Σ_k s_k s_kᵀ/S_k, s_k = X_kᵀh_k, S_k = Σ h_k over segment k. Where the loss couples segments, see <see cref="CoupledCurvature"/>.
/// </summary>
internal sealed class QuadraticModel
{
    private readonly double[] _gram;
    private readonly double[] _h;
    private readonly double[] _sums;
    private readonly double[] _totals;
    private readonly double[] _sizes;
    private readonly int[] _columns;
    private readonly int[] _segments;
    private readonly CoupledCurvature? _coupled;

    /// <summary>The model at a point.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="point">The point.</param>
    /// <param name="blocks">The blocks of the working set.</param>
    /// <param name="h">Where h goes, which belongs to the model from now on; one per sample.</param>
    public QuadraticModel(LinearProblem problem, LinearPoint point, PenaltyBlock[] blocks, double[] h)
        : this(problem, blocks, Curvature(problem, point, h)) { }

    private QuadraticModel(LinearProblem problem, PenaltyBlock[] blocks, double[] h)
        : this(problem, blocks, h, Gram(problem, h, ColumnsOf(blocks))) { }

    /// <summary>A model of given curvature: h, Xᵀdiag(h)X and Xᵀh on the columns of the blocks, in their order.</summary>
    public QuadraticModel(LinearProblem problem, PenaltyBlock[] blocks, double[] h, (double[] Gram, double[] Sums) xhx)
    {
        (Blocks, Starts) = (blocks, new int[blocks.Length + 1]);
        for (int b = 0; b < blocks.Length; b++)
        {
            Starts[b + 1] = Starts[b] + blocks[b].Size;
        }

        (_h, _gram, _sums) = (h, xhx.Gram, xhx.Sums);
        _columns = ColumnsOf(blocks);
        _segments = Array.ConvertAll(_columns, problem.SegmentOf);
        _totals = new double[problem.Datafit.Segments];
        _sizes = new double[_columns.Length];
        if (problem.Datafit.IsCoupled)
        {
            _coupled = new CoupledCurvature(problem.Shared!, _h, _totals.Length, _columns);
            _coupled.Fill(_gram, _sizes);
            Steady();
            return;
        }

        Diagonal(_gram, _sizes);
        Eliminate(_h);
    }

    /// <summary>Gets h.</summary>
    public ReadOnlySpan<double> Curvatures => _h;

    /// <summary>Gets the blocks of the working set.</summary>
    public PenaltyBlock[] Blocks { get; }

    /// <summary>Gets the first position of each block in H, and the size of H at the end.</summary>
    public int[] Starts { get; }

    public int Size => Starts[^1];

    /// <summary>Gets the columns of the design, in the order of H.</summary>
    public ReadOnlySpan<int> Columns => _columns;

    /// <summary>Column j of H.</summary>
    public ReadOnlySpan<double> Column(int j) => _gram.AsSpan(j * Size, Size);

    /// <summary>A copy of the square of H that belongs to a block.</summary>
    public double[] Square(int block)
    {
        (int start, int size) = (Starts[block], Blocks[block].Size);
        double[] square = new double[size * size];
        for (int j = 0; j < size; j++)
        {
            Column(start + j).Slice(start, size).CopyTo(square.AsSpan(j * size, size));
        }

        return square;
    }

    /// <summary>The pseudo-inverse of the square of a block and its quadratic penalty; what the intercepts leave of a constant column is a rounding error, and counts as nothing.</summary>
    public PseudoInverse InverseOf(int block, double strength)
    {
        double[] square = Square(block);
        Blocks[block].AddQuadratic(strength, square);
        return new PseudoInverse(
            square,
            Blocks[block].Size,
            FreeColumns.RankTolerance,
            _sizes.AsSpan(Starts[block], Blocks[block].Size)
        );
    }

    /// <summary>δ: how the intercepts move with the d of the model.</summary>
    public double[] InterceptsOf(ReadOnlySpan<double> d)
    {
        if (_coupled is not null)
        {
            return _coupled.InterceptsOf(d);
        }

        double[] shifts = new double[_totals.Length];
        for (int j = 0; j < d.Length; j++)
        {
            int k = _segments[j];
            shifts[k] -= _totals[k] > 0 ? _sums[j] * d[j] / _totals[k] : 0;
        }

        return shifts;
    }

    /// <summary>slopes ← slopes + what the model says they change by where η moves.</summary>
    public void AddSlopes(ReadOnlySpan<double> move, Span<double> slopes)
    {
        if (_coupled is null)
        {
            TensorPrimitives.MultiplyAdd(_h, move, slopes, slopes);
        }
        else
        {
            _coupled.AddSlopes(move, slopes);
        }
    }

    /// <summary>
    /// A loss that couples segments is flat where a column's coefficients move alike in all of them. A penalty of absolute values may be flat there
    /// too, and a Newton step then wants some curvature: it changes the way to the optimum, not the optimum.
    /// </summary>
    private void Steady()
    {
        const double Little = 1e-9;
        for (int b = 0; b < Blocks.Length; b++)
        {
            for (int j = Starts[b]; !Blocks[b].IsSmooth && j < Starts[b + 1]; j++)
            {
                _gram[(j * Size) + j] *= 1 + Little;
            }
        }
    }

    /// <summary>The columns of some blocks, in their order.</summary>
    public static int[] ColumnsOf(PenaltyBlock[] blocks) => [.. blocks.SelectMany(static b => b.Columns)];

    /// <summary>Xᵀdiag(h)X and Xᵀh on some columns, in their order: the design wants ascending ones, and blocks may interleave.</summary>
    public static (double[] Gram, double[] Sums) Gram(IDesign design, double[] h, int[] columns)
    {
        int size = columns.Length;
        double[] gram = GC.AllocateUninitializedArray<double>(checked(size * size));
        double[] sums = new double[size];
        int[] ascending = (int[])columns.Clone();
        int[] place = [.. Enumerable.Range(0, size)];
        Array.Sort(ascending, place);
        design.WeightedGram(h, ascending, gram, sums);
        if (ascending.AsSpan().SequenceEqual(columns))
        {
            return (gram, sums);
        }

        (double[] placed, double[] placedSums) = (new double[(long)size * size], new double[size]);
        for (int j = 0; j < size; j++)
        {
            placedSums[place[j]] = sums[j];
            for (int i = 0; i < size; i++)
            {
                placed[(place[j] * size) + place[i]] = gram[(j * size) + i];
            }
        }

        return (placed, placedSums);
    }

    /// <summary>The same of a problem; a loss that couples segments fills the matrix itself.</summary>
    private static (double[] Gram, double[] Sums) Gram(LinearProblem problem, double[] h, int[] columns) =>
        problem.Datafit.IsCoupled
            ? (new double[(long)columns.Length * columns.Length], new double[columns.Length])
            : Gram(problem.Design, h, columns);

    /// <summary>Copies the diagonal of a square matrix.</summary>
    public static void Diagonal(double[] gram, double[] diagonal)
    {
        for (int j = 0; j < diagonal.Length; j++)
        {
            diagonal[j] = gram[(j * diagonal.Length) + j];
        }
    }

    private static double[] Curvature(LinearProblem problem, LinearPoint point, double[] h)
    {
        problem.Datafit.Curvatures(point.Eta, h);
        return h;
    }

    private void Eliminate(double[] h)
    {
        int length = h.Length / _totals.Length;
        for (int k = 0; k < _totals.Length; k++)
        {
            _totals[k] = TensorPrimitives.Sum<double>(h.AsSpan(k * length, length));
        }

        for (int j = 0; j < Size; j++)
        {
            Span<double> column = _gram.AsSpan(j * Size, Size);
            double total = _totals[_segments[j]];
            if (_totals.Length == 1 && total > 0)
            {
                TensorPrimitives.MultiplyAdd(_sums, -_sums[j] / total, column, column);
            }

            for (int i = 0; _totals.Length > 1 && total > 0 && i < Size; i++)
            {
                column[i] -= _segments[i] == _segments[j] ? _sums[i] * _sums[j] / total : 0;
            }
        }
    }
}
