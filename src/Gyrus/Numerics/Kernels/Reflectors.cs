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
    private const int Width = 32;

    /// <summary>Applies the reflectors in the columns of v, last block first.</summary>
    public static void Apply(double* v, int step, int size, double* tau, int n, double* z)
    {
        double* work = Workspace.Mine.Rent(
            WorkspaceSlot.Panel,
            ((long)step * Width) + ((long)Width * size) + (2 * Width * Width)
        );
        double* vt = work;
        double* products = vt + (step * (nint)Width);
        double* gram = products + (Width * (nint)size);
        double* t = gram + (Width * Width);
        int count = Math.Max(0, n - 2);
        for (int start = (count - 1) / Width * Width; start >= 0 && count > 0; start -= Width)
        {
            int k = Math.Min(Width, count - start);
            int rows = size - start;
            double* block = v + start + (start * (nint)step);
            var reflectors = Strided.Columns(block, step);
            Products<TSimd, TVector>.Add((k, rows, k), 1, reflectors.Transpose, reflectors, gram, Width, true);
            Triangle(gram, tau + start, k, t);
            var triangle = Strided.Columns(t, Width);
            Products<TSimd, TVector>.Add((rows, k, k), 1, reflectors, triangle, vt, step, true);
            var target = Strided.Columns(z + start, step);
            Products<TSimd, TVector>.Add((k, rows, n), 1, reflectors.Transpose, target, products, Width, true);
            var right = Strided.Columns(products, Width);
            Products<TSimd, TVector>.Add((rows, k, n), -1, Strided.Columns(vt, step), right, z + start, step, false);
        }
    }

    // T(:, i) = −τᵢ·T·(Vᵀvᵢ) above the diagonal, τᵢ on it.
    private static void Triangle(double* gram, double* tau, int k, double* t)
    {
        for (int i = 0; i < k; i++)
        {
            double* column = t + (i * Width);
            new Span<double>(column, Width).Clear();
            for (int l = 0; l < i; l++)
            {
                double factor = -tau[i] * gram[l + (i * Width)];
                for (int r = 0; r <= l; r++)
                {
                    column[r] += t[r + (l * Width)] * factor;
                }
            }

            column[i] = tau[i];
        }
    }
}
