namespace Gyrus.Numerics.Kernels;

/// <summary>A = LLᵀ on an aligned copy whose size is rounded up to whole panels, with ones on the added diagonal.</summary>
/// <remarks>
/// Each panel of 4 or 8 columns is updated with the columns to its left (tiles, read in place), its small triangle is
/// factored, and the rows below are solved with it. Large matrices go block by block: what lies right of a block is
/// updated with the packed product, lower triangle only.
/// </remarks>
internal static unsafe class CholeskyKernel<TSimd, TVector>
    where TSimd : ISimd<TVector>
    where TVector : struct
{
    /// <summary>Leaves L in the lower triangle; returns −1 or the first pivot that is not positive and finite.</summary>
    public static int Factor(double* a, int n)
    {
        int step = Workspace.LeadingDimension(n);
        int size = Workspace.RoundUp(n, 8);
        double* l = TriangularPanels.LoadLower(a, n, step);
        double* triangle = stackalloc double[64];
        int width = TriangularPanels.BlockWidth(size);
        for (int start = 0; start < size; start += width)
        {
            int end = Math.Min(start + width, size);
            for (int j = start; j < end; j += TSimd.TileColumns)
            {
                Update(l, step, size, start, j);
                double* corner = l + j + (j * (nint)step);
                int failed = FactorCorner(corner, step);
                if (failed >= 0)
                {
                    return j + failed;
                }

                TriangularPanels.Invert(corner, step, TSimd.TileColumns, triangle);
                int below = j + TSimd.TileColumns;
                PanelSolve<TSimd, TVector>.Run(corner + TSimd.TileColumns, step, size - below, triangle);
            }

            if (end < size)
            {
                int rest = size - end;
                var panel = Strided.Columns(l + end + (start * (nint)step), step);
                Products<TSimd, TVector>.Add(
                    (rest, end - start, rest),
                    -1,
                    panel,
                    panel.Transpose,
                    l + end + (end * (nint)step),
                    step,
                    overwrite: false,
                    lowerOnly: true
                );
            }
        }

        TriangularPanels.StoreLower(l, step, a, n);
        return -1;
    }

    // L(j…, j…) −= L(j…, start … j)·L(j … , start … j)ᵀ
    private static void Update(double* l, int step, int size, int start, int j)
    {
        if (j == start)
        {
            return;
        }

        double* left = l + (start * (nint)step);
        Strided right = Strided.Columns(left + j, step).Transpose;
        int full = Tile<TSimd, TVector>.Rows;
        for (int i = j; i < size; i += full)
        {
            int vectors = Math.Min(full, size - i) / TSimd.Lanes;
            double* c = l + i + (j * (nint)step);
            Tile<TSimd, TVector>.Product(vectors, j - start, left + i, step, right, c, step, -1, false);
        }
    }

    private static int FactorCorner(double* a, int step)
    {
        for (int j = 0; j < TSimd.TileColumns; j++)
        {
            double* column = a + (j * (nint)step);
            double pivot = column[j];
            if (!(pivot > 0 && double.IsFinite(pivot)))
            {
                return j;
            }

            double root = Math.Sqrt(pivot);
            double scale = 1 / root;
            column[j] = root;
            for (int i = j + 1; i < TSimd.TileColumns; i++)
            {
                column[i] *= scale;
            }

            for (int c = j + 1; c < TSimd.TileColumns; c++)
            {
                double* right = a + (c * (nint)step);
                for (int i = c; i < TSimd.TileColumns; i++)
                {
                    right[i] -= column[i] * column[c];
                }
            }
        }

        return -1;
    }
}
