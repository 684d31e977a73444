namespace Gyrus.Numerics.Kernels;

/// <summary>Z ← QZ, where Q is the product of the reflectors of a tridiagonalisation.</summary>
/// <remarks>
/// Blocks of reflectors are I − VTVᵀ. Source: Schreiber and Van Loan (1989), A storage-efficient WY representation,
/// SIAM Journal on Scientific and Statistical Computing 10:53, doi:10.1137/0910005.
/// </remarks>
internal static unsafe class Reflectors<TSimd, TVector>
    where TSimd : ISimd<TVector>
    where TVector : struct
{
    /// <summary>Applies the reflectors in the columns of v, last block first.</summary>
    /// <param name="v">Reflector j in column j, zeros above it.</param>
    /// <param name="step">From one column to the next, of v and of z.</param>
    /// <param name="size">The rows and columns of both, a multiple of 8; zeros beyond n.</param>
    /// <param name="tau">The factors.</param>
    /// <param name="n">The order.</param>
    /// <param name="z">The matrix to turn.</param>
    public static void Apply(double* v, int step, int size, double* tau, int n, double* z)
    {
        int full = Tile<TSimd, TVector>.Rows;
        int width = n < 300 ? 24 : 48;
        long room = ((long)width * size) + ((long)step * width) + ((long)width * size) + (2 * width * width);
        double* rows = Workspace.Mine.Rent(WorkspaceSlot.Panel, room);
        double* products = rows + (width * (nint)size);
        double* turned = products + (width * (nint)size);
        double* gram = turned + (width * (nint)step);
        double* t = gram + (width * width);
        int count = n - 2;
        for (int start = count <= 0 ? -1 : (count - 1) / width * width; start >= 0; start -= width)
        {
            int k = Math.Min(width, count - start);
            int length = size - start;
            double* block = v + start + (start * (nint)step);
            double* target = z + start;
            var reflectors = Strided.Columns(block, step);
            // 1. Vᵀ in slivers, zeros beyond k; they serve VᵀV and VᵀZ.
            for (int i = 0; i < width; i += full)
            {
                int some = Math.Clamp(k - i, 0, full);
                double* sliver = rows + (i * (nint)length);
                Packing<TSimd, TVector>.Sliver(reflectors.Transpose.From(i, 0), some, full, length, sliver);
                (int, int, int) square = (full, length, k);
                (int, int, int) wide = (full, length, size);
                DirectProducts<TSimd, TVector>.Add(square, 1, sliver, full, reflectors, gram + i, width, true);
                var right = Strided.Columns(target, step);
                DirectProducts<TSimd, TVector>.Add(wide, 1, sliver, full, right, products + i, width, true);
            }

            // 2. Z −= (VT)(VᵀZ).
            Triangle(gram, tau + start, k, width, t);
            (int, int, int) tall = (length, k, k);
            DirectProducts<TSimd, TVector>.Add(tall, 1, block, step, Strided.Columns(t, width), turned, step, true);
            (int, int, int) last = (length, k, size);
            var between = Strided.Columns(products, width);
            DirectProducts<TSimd, TVector>.Add(last, -1, turned, step, between, target, step, false);
        }
    }

    // T(:, i) = −τᵢ·T·(Vᵀvᵢ) above the diagonal, τᵢ on it.
    private static void Triangle(double* gram, double* tau, int k, int width, double* t)
    {
        for (int i = 0; i < k; i++)
        {
            double* column = t + (i * width);
            new Span<double>(column, width).Clear();
            for (int l = 0; l < i; l++)
            {
                double factor = -tau[i] * gram[l + (i * width)];
                for (int r = 0; r <= l; r++)
                {
                    column[r] += t[r + (l * width)] * factor;
                }
            }

            column[i] = tau[i];
        }
    }
}
