using System.Runtime.CompilerServices;

namespace Gyrus.Covariance.GroupSparse;

internal sealed unsafe partial class SingleDescent<TVector, TLanes>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void UpdateRow(int r)
    {
        int n = _pendingCount;
        PushColumn(r, n);
        double* y = _omega.Pointer + ((long)r * _stride);
        bool any = false;
        for (int block = 0; block < _stride; block += Lanes)
        {
            TVector z = BlockOfZ(block, n + 1);
            bool active =
                Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<bool, byte>(ref _active[(r * _stride) + block])) != 0;
            if (active || AnyAbove(r, block, z))
            {
                any |= UpdateBlock(r, block, n + 1, z, y);
            }
        }

        double variance = _s.Pointer[((long)r * _stride) + r];
        if (!any && Math.Abs((-1 / _scales[n]) - variance) <= 1e-14 * variance)
        {
            _diagonal.Pointer[r] = variance;
            return;
        }

        PushSolution(r, n + 1, y, variance);
        _pendingCount = n + 2;
    }

    /// <summary>P_n ← column r of Σ, d_n ← −1/σ, t_n ← −1/σ, diagonal ← diagonal − s²/σ, z ← 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PushColumn(int r, int n)
    {
        double* sigma = _sigma.Pointer + ((long)r * _stride);
        double* s = _pending.Pointer + ((long)n * _stride);
        double* products = stackalloc double[Capacity];
        double pivot = sigma[r];
        for (int q = 0; q < n; q++)
        {
            double at = _pending.Pointer[((long)q * _stride) + r];
            products[q] = _scales[q] * at;
            pivot = Math.FusedMultiplyAdd(products[q], at, pivot);
            _amounts[q] = 0;
        }

        double scale = -1 / pivot;
        (_scales[n], _amounts[n]) = (scale, scale);
        TVector scaleLanes = TLanes.Broadcast(scale);
        for (int j = 0; j < _stride; j += Lanes)
        {
            TVector sum = TLanes.Load(sigma + j);
            for (int q = 0; q < n; q++)
            {
                TVector product = TLanes.Broadcast(products[q]);
                sum = TLanes.MultiplyAdd(product, TLanes.Load(_pending.Pointer + ((long)q * _stride) + j), sum);
            }

            TLanes.Store(sum, s + j);
            TVector diagonal = TLanes.Load(_diagonal.Pointer + j);
            TLanes.Store(TLanes.MultiplyAdd(TLanes.Multiply(sum, scaleLanes), sum, diagonal), _diagonal.Pointer + j);
            TLanes.Store(default, _z.Pointer + j);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TVector BlockOfZ(int block, int n)
    {
        TVector z = TLanes.Load(_z.Pointer + block);
        for (int q = 0; q < n; q++)
        {
            TVector amount = TLanes.Broadcast(_amounts[q]);
            z = TLanes.MultiplyAdd(amount, TLanes.Load(_pending.Pointer + ((long)q * _stride) + block), z);
        }

        return z;
    }

    /// <summary>Whether |v z + S_rm| &gt; α for some m of the block; row r itself may say yes, which costs a look and nothing else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool AnyAbove(int r, int block, TVector z)
    {
        double* s = _s.Pointer + ((long)r * _stride);
        TVector slope = TLanes.MultiplyAdd(TLanes.Broadcast(s[r]), z, TLanes.Load(s + block));
        return TLanes.AnyMagnitudeAbove(slope, _alpha);
    }

    /// <summary>The entries of a block one after the other; whether one was or is an edge.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool UpdateBlock(int r, int block, int n, TVector zLanes, double* y)
    {
        double* s = _s.Pointer + ((long)r * _stride);
        double* z = stackalloc double[Lanes];
        double* changes = stackalloc double[Lanes];
        int* changed = stackalloc int[Lanes];
        int count = 0;
        bool any = false;
        double variance = s[r];
        TLanes.Store(zLanes, z);
        int end = Math.Min(block + Lanes, _p);
        for (int m = block; m < end; m++)
        {
            double slope = Math.FusedMultiplyAdd(variance, z[m - block], s[m]);
            double old = y[m];
            double curvature = variance * _diagonal.Pointer[m];
            slope -= curvature * old;
            double magnitude = Math.Abs(slope);
            if (m == r || (old == 0 && magnitude <= _alpha))
            {
                continue;
            }

            any = true;
            double value = magnitude <= _alpha ? 0 : (Math.CopySign(_alpha, slope) - slope) / curvature;
            double change = value - old;
            y[m] = value;
            _omega.Pointer[((long)m * _stride) + r] = value;
            _active[(r * _stride) + m] = value != 0;
            _active[(m * _stride) + r] = value != 0;
            _largest = Math.Max(_largest, Math.Abs(change));
            (changes[count], changed[count]) = (change, m);
            count++;
            zLanes = Follow(m, block, n, change, zLanes);
            TLanes.Store(zLanes, z);
        }

        ApplyChanges(changes, changed, count);
        return any;
    }

    /// <summary>What the change of one entry does to the z of its block, and to t_q.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TVector Follow(int m, int block, int n, double change, TVector z)
    {
        z = TLanes.MultiplyAdd(TLanes.Broadcast(change), TLanes.Load(_sigma.Pointer + ((long)m * _stride) + block), z);
        for (int q = 0; q < n; q++)
        {
            double* vector = _pending.Pointer + ((long)q * _stride);
            double amount = change * _scales[q] * vector[m];
            _amounts[q] += amount;
            z = TLanes.MultiplyAdd(TLanes.Broadcast(amount), TLanes.Load(vector + block), z);
        }

        return z;
    }

    /// <summary>z += Σ_c change_c·Σ[:, m_c], four columns at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ApplyChanges(double* changes, int* changed, int count)
    {
        int c = 0;
        for (; c + 4 <= count; c += 4)
        {
            double* s0 = _sigma.Pointer + ((long)changed[c] * _stride);
            double* s1 = _sigma.Pointer + ((long)changed[c + 1] * _stride);
            double* s2 = _sigma.Pointer + ((long)changed[c + 2] * _stride);
            double* s3 = _sigma.Pointer + ((long)changed[c + 3] * _stride);
            TVector c0 = TLanes.Broadcast(changes[c]);
            TVector c1 = TLanes.Broadcast(changes[c + 1]);
            TVector c2 = TLanes.Broadcast(changes[c + 2]);
            TVector c3 = TLanes.Broadcast(changes[c + 3]);
            for (int j = 0; j < _stride; j += Lanes)
            {
                TVector sum = TLanes.MultiplyAdd(c0, TLanes.Load(s0 + j), TLanes.Load(_z.Pointer + j));
                sum = TLanes.MultiplyAdd(c1, TLanes.Load(s1 + j), sum);
                sum = TLanes.MultiplyAdd(c2, TLanes.Load(s2 + j), sum);
                TLanes.Store(TLanes.MultiplyAdd(c3, TLanes.Load(s3 + j), sum), _z.Pointer + j);
            }
        }

        for (; c < count; c++)
        {
            double* s = _sigma.Pointer + ((long)changed[c] * _stride);
            TVector change = TLanes.Broadcast(changes[c]);
            for (int j = 0; j < _stride; j += Lanes)
            {
                TLanes.Store(
                    TLanes.MultiplyAdd(change, TLanes.Load(s + j), TLanes.Load(_z.Pointer + j)),
                    _z.Pointer + j
                );
            }
        }
    }

    /// <summary>P_n ← z with z_r = −1, d_n ← v, diagonal += v·z², Ω_rr ← 1/v + yᵀz.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PushSolution(int r, int n, double* y, double variance)
    {
        double* vector = _pending.Pointer + ((long)n * _stride);
        double oldDiagonal = y[r];
        y[r] = 0;
        TVector product = default;
        TVector v = TLanes.Broadcast(variance);
        for (int j = 0; j < _stride; j += Lanes)
        {
            TVector z = BlockOfZ(j, n);
            TLanes.Store(z, vector + j);
            product = TLanes.MultiplyAdd(TLanes.Load(y + j), z, product);
            TVector diagonal = TLanes.Load(_diagonal.Pointer + j);
            TLanes.Store(TLanes.MultiplyAdd(TLanes.Multiply(z, v), z, diagonal), _diagonal.Pointer + j);
        }

        y[r] = (1 / variance) + TLanes.Sum(product);
        vector[r] = -1;
        _diagonal.Pointer[r] = variance;
        _scales[n] = variance;
        _largest = Math.Max(_largest, Math.Abs(y[r] - oldDiagonal));
    }

    /// <summary>Σ += Σ_q d_q P_q P_qᵀ, four rows at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Flush()
    {
        int n = _pendingCount;
        _pendingCount = 0;
        double* products = stackalloc double[4 * Capacity];
        for (int i = 0; i < _p && n > 0; i += 4)
        {
            for (int q = 0; q < n; q++)
            {
                for (int l = 0; l < 4; l++)
                {
                    products[(q * 4) + l] = _scales[q] * _pending.Pointer[((long)q * _stride) + i + l];
                }
            }

            double* row = _sigma.Pointer + ((long)i * _stride);
            for (int j = 0; j < _stride; j += Lanes)
            {
                TVector a0 = TLanes.Load(row + j);
                TVector a1 = TLanes.Load(row + _stride + j);
                TVector a2 = TLanes.Load(row + (2 * _stride) + j);
                TVector a3 = TLanes.Load(row + (3 * _stride) + j);
                for (int q = 0; q < n; q++)
                {
                    TVector x = TLanes.Load(_pending.Pointer + ((long)q * _stride) + j);
                    a0 = TLanes.MultiplyAdd(TLanes.Broadcast(products[q * 4]), x, a0);
                    a1 = TLanes.MultiplyAdd(TLanes.Broadcast(products[(q * 4) + 1]), x, a1);
                    a2 = TLanes.MultiplyAdd(TLanes.Broadcast(products[(q * 4) + 2]), x, a2);
                    a3 = TLanes.MultiplyAdd(TLanes.Broadcast(products[(q * 4) + 3]), x, a3);
                }

                TLanes.Store(a0, row + j);
                TLanes.Store(a1, row + _stride + j);
                TLanes.Store(a2, row + (2 * _stride) + j);
                TLanes.Store(a3, row + (3 * _stride) + j);
            }
        }
    }
}
