namespace Gyrus.Numerics.Kernels;

/// <summary>What the Cholesky factor and its inverse share: the aligned copy, the blocks and the small triangles.</summary>
internal static unsafe class TriangularPanels
{
    /// <summary>The columns of a block: all of them while the matrix fits into the second cache, else as many as pay.</summary>
    public static int BlockWidth(int size) => size <= 320 ? size : 128;

    /// <summary>The lower triangle in aligned scratch memory, rounded up to whole panels with ones on the diagonal.</summary>
    public static double* LoadLower(double* a, int n, int step)
    {
        int size = Workspace.RoundUp(n, 8);
        double* copy = Workspace.Mine.Rent(WorkspaceSlot.Factor, (long)step * size);
        for (int j = 0; j < size; j++)
        {
            double* column = copy + (j * (nint)step);
            if (j < n)
            {
                new ReadOnlySpan<double>(a + j + (j * (nint)n), n - j).CopyTo(new Span<double>(column + j, n - j));
            }

            int padded = Math.Max(j, n);
            new Span<double>(column + padded, size - padded).Clear();
            column[j] = j < n ? column[j] : 1;
        }

        return copy;
    }

    /// <summary>The lower triangle back to where it came from.</summary>
    public static void StoreLower(double* copy, int step, double* a, int n)
    {
        for (int j = 0; j < n; j++)
        {
            double* column = copy + j + (j * (nint)step);
            new ReadOnlySpan<double>(column, n - j).CopyTo(new Span<double>(a + j + (j * (nint)n), n - j));
        }
    }

    /// <summary>A small triangle as the solve wants it: row j holds −L(j, l) for l &lt; j, then 1/L(j, j).</summary>
    public static void Invert(double* l, int step, int size, double* triangle)
    {
        for (int j = 0; j < size; j++)
        {
            for (int i = 0; i < j; i++)
            {
                triangle[(8 * j) + i] = -l[j + (i * (nint)step)];
            }

            triangle[(8 * j) + j] = 1 / l[j + (j * (nint)step)];
        }
    }
}
