using Gyrus.Numerics;

namespace Gyrus.Covariance.GroupSparse;

/// <summary>The blocked descent for one subject: the lanes hold eight regions, because there is one subject only.</summary>
/// <remarks>The steps are those of <see cref="BlockedDescent{TVector, TLanes}"/>; an entry's minimiser is a soft threshold.</remarks>
internal sealed unsafe partial class SingleDescent<TVector, TLanes> : IDescent
    where TVector : unmanaged
    where TLanes : struct, ILanes<TVector>
{
    private const int Lanes = 8;
    private const int RowsPerFlush = 4;
    private const int Capacity = 2 * RowsPerFlush;
    private readonly GroupSparseProblem _problem;
    private readonly int _p;
    private readonly int _stride;
    private readonly double _alpha;

    // Ω, Σ without the pending vectors, S: rows of _stride numbers, zero beyond p.
    private readonly AlignedBuffer _omega;
    private readonly AlignedBuffer _sigma;
    private readonly AlignedBuffer _s;
    private readonly AlignedBuffer _diagonal;
    private readonly AlignedBuffer _z;
    private readonly AlignedBuffer _pending;
    private readonly double[] _scales = new double[Capacity];
    private readonly double[] _amounts = new double[Capacity];
    private readonly bool[] _active;
    private readonly double[][] _exportedOmega;
    private readonly double[][] _exportedResiduals;
    private int _pendingCount;
    private double _largest;

    /// <param name="problem">A problem of one subject, α &gt; 0.</param>
    /// <param name="start">A symmetric positive definite matrix, or null for diag(1/S_ii).</param>
    public SingleDescent(GroupSparseProblem problem, IReadOnlyList<Matrix>? start)
    {
        _problem = problem;
        _p = problem.Regions;
        _alpha = problem.Alpha;
        _stride = (_p + Lanes - 1) / Lanes * Lanes;
        long length = (long)_stride * _stride;
        (_omega, _sigma, _s) = (new AlignedBuffer(length), new AlignedBuffer(length), new AlignedBuffer(length));
        (_diagonal, _z) = (new AlignedBuffer(_stride), new AlignedBuffer(_stride));
        _pending = new AlignedBuffer((long)_stride * Capacity);
        _active = new bool[length];
        _exportedOmega = [new double[_p * _p]];
        _exportedResiduals = [new double[_p * _p]];
        Fill(start?[0]);
    }

    public string Name => "blocked descent";

    public bool StaysPositiveDefinite => true;

    public double LargestChange => _largest;

    public int PackedLength => _p * (_p + 1) / 2;

    public double EdgeShare => _p < 2 ? 0 : (double)_active.AsSpan().Count(true) / ((long)_p * (_p - 1));

    public void Iterate()
    {
        _largest = 0;
        for (int r = 0; r < _p; r++)
        {
            UpdateRow(r);
            if (_pendingCount == Capacity)
            {
                Flush();
            }
        }

        Flush();
    }

    public (double[][] Omega, double[][] Residuals) View()
    {
        ExportOmega(_exportedOmega);
        ReadOnlySpan<double> s = _problem.Covariance(0).AsSpan();
        for (int j = 0; j < _p; j++)
        {
            System.Numerics.Tensors.TensorPrimitives.Subtract(
                Row(_sigma, j)[j..],
                s.Slice((j * _p) + j, _p - j),
                _exportedResiduals[0].AsSpan((j * _p) + j)
            );
        }

        return (_exportedOmega, _exportedResiduals);
    }

    public bool IsSymmetric(int subject)
    {
        for (int i = 0; i < _p; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (!Row(_omega, i)[j].Equals(Row(_omega, j)[i]))
                {
                    return false;
                }
            }
        }

        return true;
    }

    public void ExportOmega(double[][] omega)
    {
        for (int j = 0; j < _p; j++)
        {
            Row(_omega, j)[j..].CopyTo(omega[0].AsSpan((j * _p) + j));
        }
    }

    public void Pack(Span<double> packed)
    {
        int at = 0;
        for (int i = 0; i < _p; at += ++i)
        {
            Row(_omega, i)[..(i + 1)].CopyTo(packed[at..]);
        }
    }

    public void SetCombination(IReadOnlyList<double[]> packed, IReadOnlyList<double> coefficients)
    {
        double[] sum = new double[PackedLength];
        for (int h = 0; h < coefficients.Count; h++)
        {
            System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(packed[h], coefficients[h], sum, sum);
        }

        int at = 0;
        for (int i = 0; i < _p; i++)
        {
            for (int j = 0; j <= i; j++, at++)
            {
                if (j == i || _active[(i * _stride) + j])
                {
                    Row(_omega, i)[j] = sum[at];
                    Row(_omega, j)[i] = sum[at];
                }
            }
        }
    }

    public void ImportInverses(double[][] inverses)
    {
        for (int i = 0; i < _p; i++)
        {
            inverses[0].AsSpan(i * _p, _p).CopyTo(Row(_sigma, i));
            _diagonal.Pointer[i] = Row(_sigma, i)[i];
        }
    }

    private void Fill(Matrix? start)
    {
        Matrix s = _problem.Covariance(0);
        for (int i = 0; i < _p; i++)
        {
            s.Column(i).CopyTo(Row(_s, i));
            Row(_omega, i)[i] = 1 / s[i, i];
            Row(_sigma, i)[i] = s[i, i];
            _diagonal.Pointer[i] = s[i, i];
        }

        if (start is null)
        {
            return;
        }

        double[] inverse = start.AsSpan().ToArray();
        for (int i = 0; i < _p; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double value = start[i, j];
                Row(_omega, i)[j] = value;
                Row(_omega, j)[i] = value;
                _active[(i * _stride) + j] = i != j && value != 0;
                _active[(j * _stride) + i] = i != j && value != 0;
            }
        }

        if (LinearAlgebra.Current.Cholesky(inverse, _p) >= 0)
        {
            throw new NotPositiveDefiniteException("The starting precision is not positive definite.");
        }

        LinearAlgebra.Current.CholeskyInverse(inverse, _p);
        ImportInverses([inverse]);
    }

    private Span<double> Row(AlignedBuffer rows, int row) => new(rows.Pointer + ((long)row * _stride), _p);
}
