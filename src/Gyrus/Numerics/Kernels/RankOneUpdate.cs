using System.Runtime.CompilerServices;

namespace Gyrus.Numerics.Kernels;

/// <summary>Joins two solved halves: diag(d) + ρzzᵀ, whose vectors turn those of the halves by one product.</summary>
/// <remarks>
/// What hardly couples is deflated first: entries with a small ρ|zᵢ|, and pairs of values so close that a rotation makes
/// one of their entries zero. The others solve the secular equation, and their vectors are built from the z that has
/// exactly the computed values (Gu and Eisenstat 1995), which makes them orthogonal to working accuracy. The columns are
/// grouped by where they can be other than zero (first half, both, second half), so that zeros are not multiplied.
/// </remarks>
internal readonly unsafe partial struct RankOneUpdate<TSimd, TVector>
    where TSimd : ISimd<TVector>
    where TVector : struct
{
    private const double Epsilon = 1.1102230246251565e-16;
    private readonly nint _step;
    private readonly double* _columns;
    private readonly double* _turn;
    private readonly double* _poles;
    private readonly double* _z;
    private readonly double* _squares;
    private readonly double* _values;
    private readonly int* _kept;
    private readonly int* _gone;
    private readonly int* _place;
    private readonly int* _merged;
    private readonly byte* _kind;

    /// <summary>Takes the scratch memory for problems up to order n.</summary>
    public RankOneUpdate(int n, double* z, int step)
    {
        _step = step;
        long size = Workspace.RoundUp(n, 8) + 8;
        double* memory = Workspace.Mine.Rent(WorkspaceSlot.Merge, (2 * size * step) + (9 * size));
        _columns = memory;
        _turn = _columns + (size * step);
        _poles = _turn + (size * step);
        _z = _poles + size;
        _squares = _z + size;
        _values = _squares + size;
        _kept = (int*)(_values + size);
        _gone = _kept + size;
        _place = _gone + size;
        _merged = _place + size;
        _kind = (byte*)(_merged + size);
    }

    /// <summary>Merges rows and columns 0 … half with half … n of a block of Z.</summary>
    /// <param name="d">The values of the halves; becomes those of the whole.</param>
    /// <param name="order">The ascending order of each half, from 0; becomes that of the whole.</param>
    /// <param name="size">The orders of the first half and of the whole.</param>
    /// <param name="z">The vectors of the halves on the diagonal, zeros beside them.</param>
    /// <param name="coupling">The entry of T between the halves.</param>
    public void Merge(double* d, int* order, (int Half, int Whole) size, double* z, double coupling)
    {
        (int half, int n) = size;
        MergeOrders(d, order, half, n);
        double rho = 2 * Math.Abs(coupling);
        for (int i = 0; i < n; i++)
        {
            double entry = i < half ? z[half - 1 + (i * _step)] : z[half + (i * _step)];
            _z[i] = (i >= half && coupling < 0 ? -entry : entry) * Math.Sqrt(0.5);
            _kind[i] = (byte)(i < half ? 0 : 2);
        }

        int k = Deflate(d, n, rho, z);
        if (k > 0)
        {
            Roots(d, k, rho);
            BuildTurn(k);
        }

        CopyColumns(d, k, half, n, z);
        Multiply(k, half, n, z);
        for (int i = 0; i < k; i++)
        {
            d[i] = _values[i];
        }

        Order(d, order, k, n);
    }

    private void MergeOrders(double* d, int* order, int half, int n)
    {
        (int left, int right) = (0, half);
        for (int i = 0; i < n; i++)
        {
            bool takeLeft = right == n || (left < half && d[order[left]] <= d[half + order[right]]);
            _merged[i] = takeLeft ? order[left++] : half + order[right++];
        }
    }

    // Fills kept and gone, both by ascending value; returns the number kept.
    private int Deflate(double* d, int n, double rho, double* z)
    {
        double largest = 0;
        for (int i = 0; i < n; i++)
        {
            largest = Math.Max(largest, Math.Max(Math.Abs(d[i]), Math.Abs(_z[i])));
        }

        double allowed = 8 * Epsilon * largest;
        (int kept, int gone, int pending) = (0, 0, -1);
        for (int at = 0; at < n; at++)
        {
            int i = _merged[at];
            if (rho * Math.Abs(_z[i]) <= allowed)
            {
                _gone[gone++] = i;
            }
            else if (pending < 0)
            {
                pending = i;
            }
            else if (Rotate(d, pending, i, allowed, n, z))
            {
                _gone[gone++] = pending;
                pending = i;
            }
            else
            {
                _kept[kept++] = pending;
                pending = i;
            }
        }

        if (pending >= 0)
        {
            _kept[kept++] = pending;
        }

        return kept;
    }

    // Makes z[p] zero when the pair's values are so close that their rotation changes the matrix by rounding only.
    private bool Rotate(double* d, int p, int q, double allowed, int n, double* z)
    {
        double length = double.Hypot(_z[q], _z[p]);
        double c = _z[q] / length;
        double s = -_z[p] / length;
        double gap = d[q] - d[p];
        if (Math.Abs(gap * c * s) > allowed)
        {
            return false;
        }

        (_z[q], _z[p]) = (length, 0);
        _kind[q] = _kind[p] == _kind[q] ? _kind[q] : (byte)1;
        double* x = z + (p * _step);
        double* y = z + (q * _step);
        for (int i = 0; i < n; i++)
        {
            (x[i], y[i]) = ((c * x[i]) + (s * y[i]), (c * y[i]) - (s * x[i]));
        }

        (double dp, double dq) = (d[p], d[q]);
        d[p] = (dp * c * c) + (dq * s * s);
        d[q] = (dp * s * s) + (dq * c * c);
        return true;
    }

    // Column j of the turn becomes dᵢ − λⱼ, and z the vector that has exactly these values.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Roots(double* d, int k, double rho)
    {
        int padded = Workspace.RoundUp(k, 8);
        double sum = 0;
        double* signs = _columns;
        for (int i = 0; i < k; i++)
        {
            _poles[i] = d[_kept[i]];
            signs[i] = _z[_kept[i]];
            _squares[i] = signs[i] * signs[i];
            sum += _squares[i];
        }

        double beyond = _poles[k - 1] + (4 * ((rho * sum) + Math.Abs(_poles[k - 1]))) + 1;
        for (int i = k; i < padded; i++)
        {
            (_poles[i], _squares[i]) = (beyond, 0);
        }

        new Span<double>(_z, padded).Fill(1);
        for (int j = 0; j < k; j++)
        {
            double* column = _turn + (j * _step);
            _values[j] = SecularEquation<TSimd, TVector>.Solve(j, k, _poles, _squares, rho, column);
            double before = _z[j];
            TVector pole = TSimd.Broadcast(_poles[j]);
            for (int i = 0; i < padded; i += TSimd.Lanes)
            {
                TVector gap = TSimd.Subtract(TSimd.Load(_poles + i), pole);
                TVector ratio = TSimd.Divide(TSimd.Load(column + i), gap);
                TSimd.Store(TSimd.Multiply(TSimd.Load(_z + i), ratio), _z + i);
            }

            _z[j] = before * column[j];
        }

        for (int i = 0; i < k; i++)
        {
            _z[i] = Math.CopySign(Math.Sqrt(Math.Abs(_z[i])), signs[i]);
        }

        new Span<double>(_z + k, padded - k).Clear();
    }

    // Column j of the turn becomes the unit vector of λⱼ, its entries grouped by the kind of column they multiply.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void BuildTurn(int k)
    {
        int next = 0;
        for (int kind = 0; kind < 3; kind++)
        {
            for (int i = 0; i < k; i++)
            {
                if (_kind[_kept[i]] == kind)
                {
                    _place[i] = next++;
                }
            }
        }

        int padded = Workspace.RoundUp(k, 8);
        double* entries = _squares;
        for (int j = 0; j < k; j++)
        {
            double* column = _turn + (j * _step);
            TVector squares = TSimd.Broadcast(0);
            for (int i = 0; i < padded; i += TSimd.Lanes)
            {
                TVector entry = TSimd.Divide(TSimd.Load(_z + i), TSimd.Load(column + i));
                TSimd.Store(entry, entries + i);
                squares = TSimd.MultiplyAdd(entry, entry, squares);
            }

            double scale = 1 / Math.Sqrt(TSimd.Sum(squares));
            for (int i = 0; i < k; i++)
            {
                column[_place[i]] = entries[i] * scale;
            }
        }
    }

    // The roots ascend in 0 … k, the deflated values in k … n but for rotated pairs, which are put in place.
    private void Order(double* d, int* order, int k, int n)
    {
        for (int i = k; i < n; i++)
        {
            int at = i;
            for (; at > k && d[_merged[at - 1]] > d[i]; at--)
            {
                _merged[at] = _merged[at - 1];
            }

            _merged[at] = i;
        }

        (int left, int right) = (0, k);
        for (int i = 0; i < n; i++)
        {
            bool takeLeft = right == n || (left < k && d[left] <= d[_merged[right]]);
            order[i] = takeLeft ? left++ : _merged[right++];
        }
    }
}
