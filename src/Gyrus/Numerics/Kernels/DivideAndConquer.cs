namespace Gyrus.Numerics.Kernels;

/// <summary>T = ZΛZᵀ of a symmetric tridiagonal T: two halves and a correction of rank one, again and again.</summary>
/// <remarks>
/// Source: Cuppen (1981), Numerische Mathematik 36:177, doi:10.1007/BF01396757; Gu and Eisenstat (1995), SIAM Journal on
/// Matrix Analysis 16:172, doi:10.1137/S0895479892241287.
/// </remarks>
internal static unsafe class DivideAndConquer<TSimd, TVector>
    where TSimd : ISimd<TVector>
    where TVector : struct
{
    // Up to here QL is faster, and the halves stay multiples of 8, the rows of a vector.
    private const int Leaf = 24;

    /// <summary>Column i of Z becomes the vector of d[i]; the values are in no order.</summary>
    /// <param name="d">The diagonal; becomes the values.</param>
    /// <param name="e">Below the diagonal; destroyed.</param>
    /// <param name="n">The order.</param>
    /// <param name="z">Room for the vectors; rows beyond n become zero.</param>
    /// <param name="step">From one column to the next.</param>
    /// <param name="order">The indices of the values, ascending.</param>
    public static void Decompose(double* d, double* e, int n, double* z, int step, int* order)
    {
        int size = Workspace.RoundUp(n, 8);
        new Span<double>(z, step * size).Clear();
        RankOneUpdate<TSimd, TVector> update = n > Leaf ? new(n, z, step) : default;
        Solve(d, e, (0, n), z, step, order, update);
    }

    // Entries start … start + n of everything.
    private static void Solve(
        double* d,
        double* e,
        (int Start, int Count) part,
        double* z,
        int step,
        int* order,
        RankOneUpdate<TSimd, TVector> update
    )
    {
        (int start, int n) = part;
        double* block = z + start + (start * (nint)step);
        if (n <= Leaf)
        {
            TridiagonalQl<TSimd, TVector>.Decompose(d + start, e + start, n, block, step, Workspace.RoundUp(n, 8));
            Order(d + start, order + start, n);
            return;
        }

        int half = Workspace.RoundUp(n / 2, 8);
        double coupling = e[start + half - 1];
        d[start + half - 1] -= Math.Abs(coupling);
        d[start + half] -= Math.Abs(coupling);
        Solve(d, e, (start, half), z, step, order, update);
        Solve(d, e, (start + half, n - half), z, step, order, update);
        update.Merge(d + start, order + start, (half, n), block, coupling);
    }

    // By insertion: a leaf is short.
    private static void Order(double* d, int* order, int n)
    {
        for (int i = 0; i < n; i++)
        {
            int at = i;
            for (; at > 0 && d[order[at - 1]] > d[i]; at--)
            {
                order[at] = order[at - 1];
            }

            order[at] = i;
        }
    }
}
