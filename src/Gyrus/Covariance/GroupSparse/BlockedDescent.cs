using System.Runtime.CompilerServices;
using Gyrus.Numerics;

namespace Gyrus.Covariance.GroupSparse;

/// <summary>Block coordinate descent over the rows of all Ω_k, with the inverses Σ_k kept up to date.</summary>
/// <remarks>
/// <para>
/// One row r: with s = Σ's column r, σ = s_r, v = S_rr, y = Ω's row r and H = Σ − s sᵀ/σ (the inverse of Ω without r), z = Hy = −s/σ
/// costs nothing. Each entry m ≠ r is then set to its minimiser over all subjects, z follows, and Ω_rr = 1/v + yᵀz;
/// with z_r = −1, Σ ← Σ + v z zᵀ − s sᵀ/σ. Ω stays positive definite because its Schur complement at r is 1/v &gt; 0.
/// </para>
/// <para>
/// The rank-2 updates are delayed: the last vectors (s, z) of a few rows are kept as Σ_true = Σ + Σ_q d_q P_q P_qᵀ and added in one
/// pass over Σ. Changes of z by entries of the support are gathered too, four at a time. Problem and order of updates: Honorio and Samaras
/// (2012), arXiv:1207.4255.
/// </para>
/// </remarks>
internal sealed unsafe partial class BlockedDescent<TVector, TLanes> : IDescent
    where TVector : unmanaged
    where TLanes : struct, ILanes<TVector>
{
    private readonly GroupSparseProblem _problem;
    private readonly int _p;
    private readonly int _groups;
    private readonly int _columns;
    private readonly int _groupLength;
    private readonly int _rowLength;
    private readonly int _rowsPerFlush;
    private readonly int _capacity;
    private readonly double _alpha;
    private readonly SubjectLanes _layout;

    // Ω, Σ without the pending vectors, and w·S, each [row][group][column][lane].
    private readonly AlignedBuffer _omega;
    private readonly AlignedBuffer _sigma;
    private readonly AlignedBuffer _weighted;

    // The true diagonal of Σ, the diagonal of S, and z without the pending vectors: [group][column][lane].
    private readonly AlignedBuffer _diagonal;
    private readonly AlignedBuffer _variances;
    private readonly AlignedBuffer _z;

    // P_q: [group][column][q][lane].
    private readonly AlignedBuffer _pending;

    // Small arrays [·][group][lane]: d_q, t_q, e_q, changes of entries, and scratch of one entry.
    private readonly AlignedBuffer _scales;
    private readonly AlignedBuffer _amounts;
    private readonly AlignedBuffer _products;
    private readonly AlignedBuffer _changes;
    private readonly AlignedBuffer _scratch;
    private readonly AlignedBuffer _weights;
    private readonly bool[] _active;
    private readonly int[] _changed = new int[GatheredChanges];
    private double[][]? _exportedOmega;
    private double[][]? _exportedResiduals;
    private int _pendingCount;

    /// <param name="problem">The problem, α &gt; 0.</param>
    /// <param name="start">Symmetric positive definite matrices, or null for diag(1/S_ii).</param>
    /// <param name="rowsPerFlush">How many rows' updates are delayed; null to choose by size.</param>
    public BlockedDescent(GroupSparseProblem problem, IReadOnlyList<Matrix>? start, int? rowsPerFlush = null)
    {
        _problem = problem;
        _layout = new SubjectLanes(problem.Regions, problem.Subjects, TLanes.Width);
        (_p, _groups, _columns) = (problem.Regions, _layout.Groups, _layout.Columns);
        (_groupLength, _rowLength) = (_layout.GroupLength, _layout.RowLength);
        _alpha = problem.Alpha;
        _rowsPerFlush = rowsPerFlush ?? DefaultRowsPerFlush(_layout);
        _capacity = 2 * _rowsPerFlush;
        (_omega, _sigma, _weighted) = (_layout.Allocate(), _layout.Allocate(), _layout.Allocate());
        (_diagonal, _variances, _z) = (_layout.AllocateRow(), _layout.AllocateRow(), _layout.AllocateRow());
        _pending = new AlignedBuffer((long)_rowLength * _capacity);
        int lanes = _groups * TLanes.Width;
        (_scales, _amounts) = (new AlignedBuffer(_capacity * lanes), new AlignedBuffer(_capacity * lanes));
        _products = new AlignedBuffer(SubjectLanes.Tile * _capacity * lanes);
        _changes = new AlignedBuffer(GatheredChanges * lanes);
        _scratch = new AlignedBuffer(ScratchRows * lanes);
        _weights = new AlignedBuffer(lanes);
        _active = new bool[_p * _p];
        Fill(start);
    }

    public string Name => "blocked descent";

    public bool StaysPositiveDefinite => true;

    public double LargestChange { get; private set; }

    public int PackedLength => _layout.PackedLength;

    public double EdgeShare => _p < 2 ? 0 : (double)_active.AsSpan().Count(true) / ((long)_p * (_p - 1));

    /// <summary>One sweep over all rows.</summary>
    public void Iterate()
    {
        _largest = default;
        for (int r = 0; r < _p; r++)
        {
            UpdateRow(r);
            if (_pendingCount == _capacity)
            {
                Flush();
            }
        }

        Flush();
        LargestChange = LargestLane(_largest);
    }

    public (double[][] Omega, double[][] Residuals) View()
    {
        _exportedOmega ??= NewMatrices();
        _exportedResiduals ??= NewMatrices();
        ExportOmega(_exportedOmega);
        ExportLower(_sigma.Pointer, _exportedResiduals);
        for (int k = 0; k < _exportedResiduals.Length; k++)
        {
            ReadOnlySpan<double> s = _problem.Covariance(k).AsSpan();
            for (int j = 0; j < _p; j++)
            {
                int at = (j * _p) + j;
                Span<double> column = _exportedResiduals[k].AsSpan(at, _p - j);
                System.Numerics.Tensors.TensorPrimitives.Subtract(column, s.Slice(at, _p - j), column);
            }
        }

        return (_exportedOmega, _exportedResiduals);
    }

    public bool IsSymmetric(int subject)
    {
        for (int i = 0; i < _p; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (!At(_omega.Pointer, i, j, subject).Equals(At(_omega.Pointer, j, i, subject)))
                {
                    return false;
                }
            }
        }

        return true;
    }

    public void ExportOmega(double[][] omega) => ExportLower(_omega.Pointer, omega);

    public void Pack(Span<double> packed)
    {
        int at = 0;
        for (int i = 0; i < _p; i++)
        {
            for (int g = 0; g < _groups; g++)
            {
                int length = (i + 1) * TLanes.Width;
                new ReadOnlySpan<double>(_omega.Pointer + Offset(i, g), length).CopyTo(packed.Slice(at, length));
                at += length;
            }
        }
    }

    public void SetCombination(IReadOnlyList<double[]> packed, IReadOnlyList<double> coefficients)
    {
        int at = 0;
        for (int i = 0; i < _p; i++)
        {
            for (int g = 0; g < _groups; g++)
            {
                for (int j = 0; j <= i; j++, at += TLanes.Width)
                {
                    if (j < i && !_active[(i * _p) + j])
                    {
                        continue;
                    }

                    TVector sum = default;
                    for (int h = 0; h < coefficients.Count; h++)
                    {
                        fixed (double* source = &packed[h][at])
                        {
                            sum = TLanes.MultiplyAdd(TLanes.Broadcast(coefficients[h]), TLanes.Load(source), sum);
                        }
                    }

                    TLanes.Store(sum, _omega.Pointer + Offset(i, g) + (j * TLanes.Width));
                    TLanes.Store(sum, _omega.Pointer + Offset(j, g) + (i * TLanes.Width));
                }
            }
        }
    }

    /// <summary>More delay saves passes over Σ, fewer saves work per entry: it pays when Σ does not fit the caches.</summary>
    private static int DefaultRowsPerFlush(SubjectLanes layout) => layout.Length * sizeof(double) > 4 << 20 ? 8 : 4;

    private double[][] NewMatrices() => [.. Enumerable.Range(0, _problem.Subjects).Select(_ => new double[_p * _p])];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ExportLower(double* lanes, double[][] matrices)
    {
        for (int k = 0; k < matrices.Length; k++)
        {
            (int g, int lane) = (k / TLanes.Width, k % TLanes.Width);
            for (int j = 0; j < _p; j++)
            {
                double* row = lanes + Offset(j, g) + lane;
                Span<double> column = matrices[k].AsSpan(j * _p, _p);
                for (int i = j; i < column.Length; i++)
                {
                    column[i] = row[i * TLanes.Width];
                }
            }
        }
    }

    private long Offset(int row, int group) => ((long)row * _rowLength) + ((long)group * _groupLength);

    private ref double At(double* lanes, int row, int column, int subject) =>
        ref lanes[Offset(row, subject / TLanes.Width) + ((long)column * TLanes.Width) + (subject % TLanes.Width)];

    private static double LargestLane(TVector value)
    {
        double* lanes = stackalloc double[TLanes.Width];
        TLanes.Store(value, lanes);
        double largest = 0;
        for (int l = 0; l < TLanes.Width; l++)
        {
            largest = Math.Max(largest, Math.Abs(lanes[l]));
        }

        return largest;
    }
}
