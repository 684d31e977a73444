using System.Runtime.CompilerServices;

namespace Gyrus.Covariance.GroupSparse;

internal sealed unsafe partial class BlockedDescent<TVector, TLanes>
{
    private const int GatheredChanges = 4;
    private const int ScratchRows = 4;
    private const int NewtonSteps = 30;
    private const double NewtonTolerance = 3e-5;
    private TVector _largest;
    private int _changedCount;

    /// <summary>Row r of every Ω_k to its minimiser, one pass over its entries.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void UpdateRow(int r)
    {
        int n = _pendingCount;
        double* omegaRow = _omega.Pointer + Offset(r, 0);

        // 1. s becomes pending vector n with d = −1/σ, so that the pending vectors describe H from here on.
        PushColumn(r, n);
        _changedCount = 0;

        // 2. Entries in ascending order.
        bool any = false;
        for (int m = 0; m < _p; m++)
        {
            if (m != r)
            {
                any |= UpdateEntry(r, m, n + 1);
            }
        }

        ApplyChanges();
        if (!any && IsSettled(r, n))
        {
            RestoreDiagonal(r);
            return;
        }

        // 3. z becomes pending vector n + 1 with d = v.
        PushSolution(r, n + 1, omegaRow);
        _pendingCount = n + 2;
    }

    /// <summary>P_n ← column r of Σ, d_n ← −1/σ, t_n ← −1/σ, diagonal ← diagonal − s²/σ, z ← 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PushColumn(int r, int n)
    {
        int width = TLanes.Width;
        int stride = _capacity * width;
        int lanes = _groups * width;
        for (int g = 0; g < _groups; g++)
        {
            double* sigma = _sigma.Pointer + Offset(r, g);
            double* pending = _pending.Pointer + ((long)g * _columns * stride);
            double* diagonal = _diagonal.Pointer + (g * _groupLength);
            double* z = _z.Pointer + (g * _groupLength);
            double* products = _products.Pointer;
            TVector pivot = TLanes.Load(sigma + (r * width));
            for (int q = 0; q < n; q++)
            {
                TVector at = TLanes.Load(pending + ((long)r * stride) + (q * width));
                TVector product = TLanes.Multiply(TLanes.Load(_scales.Pointer + (q * lanes) + (g * width)), at);
                TLanes.Store(product, products + (q * width));
                pivot = TLanes.MultiplyAdd(product, at, pivot);
                TLanes.Store(default, _amounts.Pointer + (q * lanes) + (g * width));
            }

            TVector scale = TLanes.Divide(TLanes.Broadcast(-1), pivot);
            TLanes.Store(scale, _scales.Pointer + (n * lanes) + (g * width));
            TLanes.Store(scale, _amounts.Pointer + (n * lanes) + (g * width));
            for (int j = 0; j < _columns; j++)
            {
                double* vectors = pending + ((long)j * stride);
                TVector s = TLanes.Load(sigma + (j * width));
                for (int q = 0; q < n; q++)
                {
                    s = TLanes.MultiplyAdd(TLanes.Load(products + (q * width)), TLanes.Load(vectors + (q * width)), s);
                }

                TLanes.Store(s, vectors + (n * width));
                TVector old = TLanes.Load(diagonal + (j * width));
                TLanes.Store(TLanes.MultiplyAdd(TLanes.Multiply(s, scale), s, old), diagonal + (j * width));
                TLanes.Store(default, z + (j * width));
            }
        }
    }

    /// <summary>Minimises over entry (r, m) of all subjects; whether it was or is an edge.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool UpdateEntry(int r, int m, int n)
    {
        bool active = _active[(r * _p) + m];
        int width = TLanes.Width;
        int lanes = _groups * width;
        TVector norm = default;
        for (int g = 0; g < _groups; g++)
        {
            int at = g * width;
            TVector slope = Slope(r, m, n, g, active);
            TLanes.Store(slope, _scratch.Pointer + at);
            norm = TLanes.MultiplyAdd(slope, slope, norm);
        }

        double square = TLanes.Sum(norm);
        if (square <= _alpha * _alpha)
        {
            if (!active)
            {
                return false;
            }

            RecordChange(r, m, n, 0);
            _active[(r * _p) + m] = false;
            _active[(m * _p) + r] = false;
            return true;
        }

        double g0 = 0;
        double* curvature = _scratch.Pointer + lanes;
        TVector old = default;
        for (int g = 0; g < _groups; g++)
        {
            double* row = _omega.Pointer + Offset(r, g);
            TVector v = TLanes.Load(_variances.Pointer + (g * _groupLength) + (r * width));
            TVector h = TLanes.Load(_diagonal.Pointer + (g * _groupLength) + (m * width));
            TVector q = TLanes.Multiply(TLanes.Multiply(TLanes.Load(_weights.Pointer + (g * width)), v), h);
            TLanes.Store(q, curvature + (g * width));
            TVector y = TLanes.Load(row + (m * width));
            old = TLanes.MultiplyAdd(y, y, old);
        }

        if (active)
        {
            g0 = Math.Sqrt(TLanes.Sum(old)) / _alpha;
        }

        RecordChange(r, m, n, ShrinkageRoot(g0, square));
        _active[(r * _p) + m] = true;
        _active[(m * _p) + r] = true;
        return true;
    }

    /// <summary>−c = w(v(z_m − h·y_m) + S_rm).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TVector Slope(int r, int m, int n, int g, bool active)
    {
        int width = TLanes.Width;
        int lanes = _groups * width;
        int at = (g * _groupLength) + (m * width);
        TVector z = TLanes.Load(_z.Pointer + at);
        double* vectors = _pending.Pointer + ((((long)g * _columns) + m) * _capacity * width);
        double* amounts = _amounts.Pointer + (g * width);
        for (int q = 0; q < n; q++)
        {
            z = TLanes.MultiplyAdd(TLanes.Load(amounts + (q * lanes)), TLanes.Load(vectors + (q * width)), z);
        }

        for (int c = 0; c < _changedCount; c++)
        {
            TVector change = TLanes.Load(_changes.Pointer + (c * lanes) + (g * width));
            TVector sigma = TLanes.Load(_sigma.Pointer + Offset(_changed[c], g) + (m * width));
            z = TLanes.MultiplyAdd(change, sigma, z);
        }

        if (active)
        {
            TVector y = TLanes.Load(_omega.Pointer + Offset(r, g) + (m * width));
            z = TLanes.Subtract(z, TLanes.Multiply(TLanes.Load(_diagonal.Pointer + at), y));
        }

        TVector weightedVariance = TLanes.Load(_weighted.Pointer + Offset(r, g) + (r * width));
        return TLanes.MultiplyAdd(weightedVariance, z, TLanes.Load(_weighted.Pointer + Offset(r, g) + (m * width)));
    }

    /// <summary>The g &gt; 0 with ‖c/(1 + g·q)‖ = α: Newton on 1/‖·‖, which is concave and nearly linear in g.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double ShrinkageRoot(double g, double squareAtZero)
    {
        int width = TLanes.Width;
        int lanes = _groups * width;
        for (int step = 0; step < NewtonSteps; step++)
        {
            TVector squares = default;
            TVector bends = default;
            TVector root = TLanes.Broadcast(g);
            for (int k = 0; k < lanes; k += width)
            {
                TVector c = TLanes.Load(_scratch.Pointer + k);
                TVector q = TLanes.Load(_scratch.Pointer + lanes + k);
                TVector inverse = TLanes.Divide(TLanes.Broadcast(1), TLanes.MultiplyAdd(root, q, TLanes.Broadcast(1)));
                TVector y = TLanes.Multiply(c, inverse);
                TVector square = TLanes.Multiply(y, y);
                squares = TLanes.Add(squares, square);
                bends = TLanes.MultiplyAdd(square, TLanes.Multiply(q, inverse), bends);
            }

            double norm = step == 0 && g == 0 ? squareAtZero : TLanes.Sum(squares);
            double next = Math.Max(0, g + (norm * ((Math.Sqrt(norm) / _alpha) - 1) / TLanes.Sum(bends)));
            double moved = Math.Abs(next - g);
            g = next;
            if (moved <= NewtonTolerance * next)
            {
                break;
            }
        }

        return g;
    }

    /// <summary>y_m ← g·c/(1 + g·q), and what follows from its change: t_q, and a gathered change of z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RecordChange(int r, int m, int n, double root)
    {
        int width = TLanes.Width;
        int lanes = _groups * width;
        TVector factor = TLanes.Broadcast(root);
        for (int g = 0; g < _groups; g++)
        {
            TVector c = TLanes.Load(_scratch.Pointer + (g * width));
            TVector q = TLanes.Load(_scratch.Pointer + lanes + (g * width));
            double* entry = _omega.Pointer + Offset(r, g) + (m * width);
            TVector y =
                root == 0
                    ? default
                    : TLanes.Divide(
                        TLanes.Multiply(TLanes.Subtract(default, factor), c),
                        TLanes.MultiplyAdd(factor, q, TLanes.Broadcast(1))
                    );
            TVector change = TLanes.Subtract(y, TLanes.Load(entry));
            TLanes.Store(y, entry);
            TLanes.Store(y, _omega.Pointer + Offset(m, g) + (r * width));
            TLanes.Store(change, _changes.Pointer + (_changedCount * lanes) + (g * width));
            _largest = TLanes.MaxMagnitude(_largest, change);
            double* vectors = _pending.Pointer + ((((long)g * _columns) + m) * _capacity * width);
            for (int l = 0; l < n; l++)
            {
                int at = (l * lanes) + (g * width);
                TVector amount = TLanes.Multiply(TLanes.Load(_scales.Pointer + at), TLanes.Load(vectors + (l * width)));
                TLanes.Store(
                    TLanes.MultiplyAdd(amount, change, TLanes.Load(_amounts.Pointer + at)),
                    _amounts.Pointer + at
                );
            }
        }

        _changed[_changedCount++] = m;
        if (_changedCount == GatheredChanges)
        {
            ApplyChanges();
        }
    }

    /// <summary>z += Σ_c change_c·Σ[:, m_c], reading z once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ApplyChanges()
    {
        int width = TLanes.Width;
        int lanes = _groups * width;
        for (int g = 0; g < _groups && _changedCount > 0; g++)
        {
            double* z = _z.Pointer + (g * _groupLength);
            double* changes = _changes.Pointer + (g * width);
            if (_changedCount == GatheredChanges)
            {
                double* s0 = _sigma.Pointer + Offset(_changed[0], g);
                double* s1 = _sigma.Pointer + Offset(_changed[1], g);
                double* s2 = _sigma.Pointer + Offset(_changed[2], g);
                double* s3 = _sigma.Pointer + Offset(_changed[3], g);
                TVector c0 = TLanes.Load(changes);
                TVector c1 = TLanes.Load(changes + lanes);
                TVector c2 = TLanes.Load(changes + (2 * lanes));
                TVector c3 = TLanes.Load(changes + (3 * lanes));
                for (int at = 0; at < _groupLength; at += width)
                {
                    TVector sum = TLanes.MultiplyAdd(c0, TLanes.Load(s0 + at), TLanes.Load(z + at));
                    sum = TLanes.MultiplyAdd(c1, TLanes.Load(s1 + at), sum);
                    sum = TLanes.MultiplyAdd(c2, TLanes.Load(s2 + at), sum);
                    sum = TLanes.MultiplyAdd(c3, TLanes.Load(s3 + at), sum);
                    TLanes.Store(sum, z + at);
                }
            }
            else
            {
                for (int c = 0; c < _changedCount; c++)
                {
                    double* s = _sigma.Pointer + Offset(_changed[c], g);
                    TVector change = TLanes.Load(changes + (c * lanes));
                    for (int at = 0; at < _groupLength; at += width)
                    {
                        TLanes.Store(TLanes.MultiplyAdd(change, TLanes.Load(s + at), TLanes.Load(z + at)), z + at);
                    }
                }
            }
        }

        _changedCount = 0;
    }

    /// <summary>A row without edges whose σ is v already: nothing changes, and s need not be kept.</summary>
    private bool IsSettled(int r, int n)
    {
        int width = TLanes.Width;
        for (int k = 0; k < _groups * width; k++)
        {
            double variance = At(_variances.Pointer, 0, r, k);
            double pivot = -1 / _scales.Pointer[(n * _groups * width) + k];
            if (Math.Abs(pivot - variance) > 1e-14 * variance)
            {
                return false;
            }
        }

        return true;
    }

    private void RestoreDiagonal(int r)
    {
        for (int g = 0; g < _groups; g++)
        {
            int at = (g * _groupLength) + (r * TLanes.Width);
            TLanes.Store(TLanes.Load(_variances.Pointer + at), _diagonal.Pointer + at);
        }
    }

    /// <summary>P_n ← z with z_r = −1, d_n ← v, diagonal += v·z², Ω_rr ← 1/v + yᵀz.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PushSolution(int r, int n, double* omegaRow)
    {
        int width = TLanes.Width;
        int stride = _capacity * width;
        int lanes = _groups * width;
        for (int g = 0; g < _groups; g++)
        {
            double* y = omegaRow + (g * _groupLength);
            double* z = _z.Pointer + (g * _groupLength);
            double* diagonal = _diagonal.Pointer + (g * _groupLength);
            double* pending = _pending.Pointer + ((long)g * _columns * stride);
            double* amounts = _amounts.Pointer + (g * width);
            TVector v = TLanes.Load(_variances.Pointer + (g * _groupLength) + (r * width));
            TVector oldDiagonal = TLanes.Load(y + (r * width));
            TLanes.Store(default, y + (r * width));
            TVector product = default;
            for (int j = 0; j < _columns; j++)
            {
                double* vectors = pending + ((long)j * stride);
                TVector sum = TLanes.Load(z + (j * width));
                for (int q = 0; q < n; q++)
                {
                    sum = TLanes.MultiplyAdd(
                        TLanes.Load(amounts + (q * lanes)),
                        TLanes.Load(vectors + (q * width)),
                        sum
                    );
                }

                product = TLanes.MultiplyAdd(TLanes.Load(y + (j * width)), sum, product);
                TLanes.Store(sum, vectors + (n * width));
                TVector old = TLanes.Load(diagonal + (j * width));
                TLanes.Store(TLanes.MultiplyAdd(TLanes.Multiply(sum, v), sum, old), diagonal + (j * width));
            }

            TVector newDiagonal = TLanes.Add(TLanes.Divide(TLanes.Broadcast(1), v), product);
            TLanes.Store(newDiagonal, y + (r * width));
            TLanes.Store(TLanes.Broadcast(-1), pending + ((long)r * stride) + (n * width));
            TLanes.Store(v, diagonal + (r * width));
            TLanes.Store(v, _scales.Pointer + (n * lanes) + (g * width));
            _largest = TLanes.MaxMagnitude(_largest, TLanes.Subtract(newDiagonal, oldDiagonal));
        }
    }
}
