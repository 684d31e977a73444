using System.Runtime.CompilerServices;

namespace Gyrus.Numerics.Kernels;

/// <summary>QᵀAQ = T by reflectors H = I − τvvᵀ, a panel of columns at a time.</summary>
/// <remarks>
/// Half of the work is the product of the trailing matrix with each v, which reads every entry once; the other half is
/// the update A ← A − VWᵀ − WVᵀ after each panel, by tiles. Source: Dongarra, Sorensen and Hammarling (1989), Block
/// reduction of matrices to condensed forms, Journal of Computational and Applied Mathematics 27:215,
/// doi:10.1016/0377-0427(89)90367-1.
/// </remarks>
internal static unsafe class Tridiagonalisation<TSimd, TVector>
    where TSimd : ISimd<TVector>
    where TVector : struct
{
    // Below this a column's squares underflow; such entries are 1e-140 of the largest and are dropped.
    private const double Negligible = 1e-280;

    /// <summary>Leaves v of reflector j in column j, zeros above it.</summary>
    /// <param name="a">The matrix: lower triangle, whole tiles on the diagonal, zeros beyond n.</param>
    /// <param name="step">From one column to the next.</param>
    /// <param name="n">The order.</param>
    /// <param name="d">The diagonal of T.</param>
    /// <param name="e">Below the diagonal of T.</param>
    /// <param name="tau">The factors; 0 where there is no reflector.</param>
    public static void Reduce(double* a, int step, int n, double* d, double* e, double* tau)
    {
        int size = Workspace.RoundUp(n, 8);
        int width = PanelWidth(n);
        double* w = Workspace.Mine.Rent(WorkspaceSlot.Panel, ((long)step * width) + (2 * width));
        for (int start = 0; start < n; start += width)
        {
            int end = Math.Min(start + width, n);
            for (int j = start; j < end; j++)
            {
                Column(a, w, step, (start, j, size), d, e, tau, n);
            }

            if (end < n)
            {
                Update(a + (start * (nint)step), w, step, end - start, a + (end * (nint)step), (end, size));
            }
        }
    }

    private static int PanelWidth(int n) =>
        n < 200 ? 8
        : n < 600 ? 16
        : 32;

    private static void Column(
        double* a,
        double* w,
        int step,
        (int Start, int Column, int Size) at,
        double* d,
        double* e,
        double* tau,
        int n
    )
    {
        (int start, int j, int size) = at;
        int k = j - start;
        double* v = a + (start * (nint)step);
        double* column = a + (j * (nint)step);
        double* s = w + (step * (nint)PanelWidth(n));
        int top = j & ~7;
        // 1. What the panel's earlier reflectors do to this column.
        for (int l = 0; l < k; l++)
        {
            s[l] = -w[j + (l * (nint)step)];
            s[k + l] = -v[j + (l * (nint)step)];
        }

        PanelVectors<TSimd, TVector>.Add(v + top, step, k, s, column + top, size - top);
        PanelVectors<TSimd, TVector>.Add(w + top, step, k, s + k, column + top, size - top);
        d[j] = column[j];
        double* y = w + (k * (nint)step);
        new Span<double>(y, size).Clear();
        if (j == n - 1)
        {
            new Span<double>(column, size).Clear();
            (e[j], tau[j]) = (0, 0);
            return;
        }

        // 2. The reflector.
        (e[j], tau[j]) = Reflector(column, j + 1, n);
        new Span<double>(column, j + 1).Clear();
        if (tau[j] == 0)
        {
            return;
        }

        // 3. w = τ·(A − VWᵀ − WVᵀ)v, then w −= ½τ(wᵀv)v.
        SymmetricProduct<TSimd, TVector>.Add(a, step, column, y, top, size);
        new Span<double>(y, j + 1).Clear();
        PanelVectors<TSimd, TVector>.Dots(w + top, step, k, column + top, s, size - top);
        PanelVectors<TSimd, TVector>.Dots(v + top, step, k, column + top, s + k, size - top);
        for (int l = 0; l < 2 * k; l++)
        {
            s[l] = -s[l];
        }

        PanelVectors<TSimd, TVector>.Add(v + top, step, k, s, y + top, size - top);
        PanelVectors<TSimd, TVector>.Add(w + top, step, k, s + k, y + top, size - top);
        PanelVectors<TSimd, TVector>.Finish(y + top, column + top, tau[j], size - top);
        new Span<double>(y, j + 1).Clear();
    }

    // v and τ with (I − τvvᵀ)x = (β, 0, …); x is rows first … n − 1 of the column, and v takes its place with v₀ = 1.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (double Beta, double Tau) Reflector(double* column, int first, int n)
    {
        double alpha = column[first];
        var tail = new Span<double>(column + first + 1, n - first - 1);
        double squares = System.Numerics.Tensors.TensorPrimitives.SumOfSquares<double>(tail);
        double norm = (alpha * alpha) + squares;
        if (squares == 0 || norm < Negligible)
        {
            new Span<double>(column + first, n - first).Clear();
            return (alpha, 0);
        }

        double beta = -Math.CopySign(Math.Sqrt(norm), alpha);
        System.Numerics.Tensors.TensorPrimitives.Multiply(tail, 1 / (alpha - beta), tail);
        column[first] = 1;
        return (beta, (beta - alpha) / beta);
    }

    // C −= VWᵀ + WVᵀ, lower triangle with whole tiles on the diagonal.
    private static void Update(double* v, double* w, int step, int k, double* c, (int First, int Size) range)
    {
        (int first, int size) = range;
        int full = Tile<TSimd, TVector>.Rows;
        if (size - first > 400)
        {
            int rest = size - first;
            var left = Strided.Columns(v + first, step);
            var right = Strided.Columns(w + first, step);
            Products<TSimd, TVector>.Add(
                (rest, k, rest),
                -1,
                left,
                right.Transpose,
                c + first,
                step,
                false,
                lowerOnly: true
            );
            Products<TSimd, TVector>.Add(
                (rest, k, rest),
                -1,
                right,
                left.Transpose,
                c + first,
                step,
                false,
                lowerOnly: true
            );
            return;
        }

        for (int j = first; j < size; j += TSimd.TileColumns)
        {
            double* column = c + ((j - first) * (nint)step);
            Strided vRow = Strided.Columns(v + j, step).Transpose;
            Strided wRow = Strided.Columns(w + j, step).Transpose;
            for (int i = j; i < size; i += full)
            {
                int vectors = Math.Min(full, size - i) / TSimd.Lanes;
                Tile<TSimd, TVector>.Product(vectors, k, v + i, step, wRow, column + i, step, -1, false);
                Tile<TSimd, TVector>.Product(vectors, k, w + i, step, vRow, column + i, step, -1, false);
            }
        }
    }
}
