namespace Gyrus.Numerics.Kernels;

/// <summary>(LLᵀ)⁻¹ = XXᵀ with X = L⁻ᵀ, which solves X·Lᵀ = I by the same panels as the factor.</summary>
internal static unsafe class CholeskyInverseKernel<TSimd, TVector>
    where TSimd : ISimd<TVector>
    where TVector : struct
{
    /// <summary>Reads L from the lower triangle and writes the whole inverse, symmetric to the last bit.</summary>
    public static void Invert(double* factor, int n)
    {
        int step = Workspace.LeadingDimension(n);
        int size = Workspace.RoundUp(n, 8);
        double* l = TriangularPanels.LoadLower(factor, n, step);
        double* x = Workspace.Mine.Rent(WorkspaceSlot.Inverse, (long)step * size);
        new Span<double>(x, step * size).Clear();
        for (int i = 0; i < size; i++)
        {
            x[i + (i * (nint)step)] = 1;
        }

        SolveAll(x, l, step, size);
        Square(x, l, step, size);
        TriangularPanels.StoreLower(l, step, factor, n);
        Symmetry.MirrorLower(factor, n, n);
    }

    private static void SolveAll(double* x, double* l, int step, int size)
    {
        double* triangle = stackalloc double[64];
        int width = TriangularPanels.BlockWidth(size);
        for (int start = 0; start < size; start += width)
        {
            int end = Math.Min(start + width, size);
            for (int j = start; j < end; j += TSimd.TileColumns)
            {
                Update(x, l, step, start, j);
                TriangularPanels.Invert(l + j + (j * (nint)step), step, TSimd.TileColumns, triangle);
                PanelSolve<TSimd, TVector>.Run(x + (j * (nint)step), step, j + TSimd.TileColumns, triangle);
            }

            if (end < size)
            {
                Products<TSimd, TVector>.Add(
                    (end, end - start, size - end),
                    -1,
                    Strided.Columns(x + (start * (nint)step), step),
                    Strided.Columns(l + end + (start * (nint)step), step).Transpose,
                    x + (end * (nint)step),
                    step,
                    overwrite: false
                );
            }
        }
    }

    // X(0 … j, j…) −= X(0 … j, start … j)·L(j…, start … j)ᵀ; row i of X begins at column i.
    private static void Update(double* x, double* l, int step, int start, int j)
    {
        int full = Tile<TSimd, TVector>.Rows;
        for (int i = 0; i < j; i += full)
        {
            int first = Math.Max(i, start);
            int vectors = Math.Min(full, j - i) / TSimd.Lanes;
            double* a = x + i + (first * (nint)step);
            var b = Strided.Columns(l + j + (first * (nint)step), step).Transpose;
            double* c = x + i + (j * (nint)step);
            Tile<TSimd, TVector>.Product(vectors, j - first, a, step, b, c, step, -1, false);
        }
    }

    // The lower triangle of c ← XXᵀ; row i of X begins at column i.
    private static void Square(double* x, double* c, int step, int size)
    {
        int width = TriangularPanels.BlockWidth(size);
        if (width < size)
        {
            new Span<double>(c, step * size).Clear();
            for (int start = 0; start < size; start += width)
            {
                int end = Math.Min(start + width, size);
                var panel = Strided.Columns(x + (start * (nint)step), step);
                (int, int, int) sizes = (end, end - start, end);
                Products<TSimd, TVector>.Add(sizes, 1, panel, panel.Transpose, c, step, false, lowerOnly: true);
            }

            return;
        }

        int full = Tile<TSimd, TVector>.Rows;
        for (int j = 0; j < size; j += TSimd.TileColumns)
        {
            for (int i = j; i < size; i += full)
            {
                int vectors = Math.Min(full, size - i) / TSimd.Lanes;
                double* right = x + (i * (nint)step);
                double* tile = c + i + (j * (nint)step);
                Strided b = Strided.Columns(right + j, step).Transpose;
                Tile<TSimd, TVector>.Product(vectors, size - i, right + i, step, b, tile, step, 1, true);
            }
        }
    }
}
