using System.Runtime.CompilerServices;

namespace Gyrus.Numerics.Kernels;

/// <summary>C ← α·A·B + C by blocks: A's block sits in the second cache, B's slivers in the first.</summary>
/// <remarks>
/// Source: Goto and van de Geijn (2008), Anatomy of high-performance matrix multiplication, ACM Transactions on
/// Mathematical Software 34:12, doi:10.1145/1356052.1356053; Van Zee and van de Geijn (2015), BLIS, 41:14,
/// doi:10.1145/2764454.
/// </remarks>
internal static unsafe class Products<TSimd, TVector>
    where TSimd : ISimd<TVector>
    where TVector : struct
{
    private const int BlockInner = 256;
    private const int BlockRows = 240;
    private const int BlockColumns = 2048;

    // With fewer rows than this, packing B would cost more than reading its columns where they are.
    private const int RowsToPackFor = 300;

    /// <summary>C (m × n) ← α·A (m × k)·B (k × n), plus C unless it is overwritten.</summary>
    /// <param name="size">The sizes m, k and n.</param>
    /// <param name="alpha">The factor.</param>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    /// <param name="c">The result, by columns.</param>
    /// <param name="cStep">From one column of C to the next.</param>
    /// <param name="overwrite">Whether what C held is ignored.</param>
    /// <param name="lowerOnly">Whether tiles above the diagonal of C are left out.</param>
    public static void Add(
        (int Rows, int Inner, int Columns) size,
        double alpha,
        Strided a,
        Strided b,
        double* c,
        nint cStep,
        bool overwrite,
        bool lowerOnly = false
    )
    {
        (int m, int k, int n) = size;
        int depth = Math.Min(k, BlockInner);
        Workspace work = Workspace.Mine;
        double* left = work.Rent(
            WorkspaceSlot.PackedLeft,
            (long)depth * Workspace.RoundUp(Math.Min(m, BlockRows), Tile<TSimd, TVector>.Rows)
        );
        double* right = work.Rent(
            WorkspaceSlot.PackedRight,
            (long)depth * Workspace.RoundUp(Math.Min(n, BlockColumns), TSimd.TileColumns)
        );
        bool inPlace = m < RowsToPackFor && b.RowStep == 1;
        for (int jc = 0; jc < n; jc += BlockColumns)
        {
            int nc = Math.Min(BlockColumns, n - jc);
            for (int pc = 0; pc < k; pc += BlockInner)
            {
                int kc = Math.Min(BlockInner, k - pc);
                Strided source = b.From(pc, jc);
                int packedFrom = inPlace ? nc / TSimd.TileColumns * TSimd.TileColumns : 0;
                PackRight(source, kc, (packedFrom, nc), right);
                for (int ic = lowerOnly ? jc / BlockRows * BlockRows : 0; ic < m; ic += BlockRows)
                {
                    int mc = Math.Min(BlockRows, m - ic);
                    PackLeft(a.From(ic, pc), mc, kc, left);
                    double* block = c + ic + (jc * cStep);
                    int lower = lowerOnly ? ic - jc : int.MaxValue / 2;
                    Block(
                        (mc, kc, nc),
                        alpha,
                        left,
                        (source, packedFrom, (nint)right),
                        block,
                        cStep,
                        overwrite && pc == 0,
                        lower
                    );
                }
            }
        }
    }

    private static void PackLeft(Strided a, int rows, int k, double* to)
    {
        int full = Tile<TSimd, TVector>.Rows;
        for (int i = 0; i < rows; i += full)
        {
            int count = Math.Min(full, rows - i);
            int width = Workspace.RoundUp(count, TSimd.Lanes);
            Packing<TSimd, TVector>.Sliver(a.From(i, 0), count, width, k, to);
            to += (nint)width * k;
        }
    }

    private static void PackRight(Strided b, int k, (int First, int End) columns, double* to)
    {
        Strided across = b.Transpose;
        to += (nint)columns.First * k;
        for (int j = columns.First; j < columns.End; j += TSimd.TileColumns)
        {
            int count = Math.Min(TSimd.TileColumns, columns.End - j);
            Packing<TSimd, TVector>.Sliver(across.From(j, 0), count, TSimd.TileColumns, k, to);
            to += (nint)TSimd.TileColumns * k;
        }
    }

    // lower: the row of the block's first entry minus its column; tiles wholly above the diagonal are skipped.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block(
        (int Rows, int Inner, int Columns) size,
        double alpha,
        double* left,
        (Strided Source, int PackedFrom, nint Packed) right,
        double* c,
        nint cStep,
        bool overwrite,
        int lower
    )
    {
        (int m, int k, int n) = size;
        int full = Tile<TSimd, TVector>.Rows;
        double* spare = Workspace.Mine.Rent(WorkspaceSlot.Tile, (long)full * TSimd.TileColumns);
        for (int j = 0; j < n; j += TSimd.TileColumns)
        {
            Strided b =
                j < right.PackedFrom
                    ? right.Source.From(0, j)
                    : new Strided((double*)right.Packed + ((nint)j * k), TSimd.TileColumns, 1);
            int columns = Math.Min(TSimd.TileColumns, n - j);
            int first = Math.Max(0, j - lower) / full * full;
            for (int i = first; i < m; i += full)
            {
                int rows = Math.Min(full, m - i);
                int vectors = (rows + TSimd.Lanes - 1) / TSimd.Lanes;
                nint width = vectors * TSimd.Lanes;
                double* a = left + ((nint)i * k);
                double* tile = c + i + (j * cStep);
                if (rows == width && columns == TSimd.TileColumns)
                {
                    Tile<TSimd, TVector>.Product(vectors, k, a, width, b, tile, cStep, alpha, overwrite);
                }
                else
                {
                    Tile<TSimd, TVector>.Product(vectors, k, a, width, b, spare, width, alpha, overwrite: true);
                    TileEdge<TSimd, TVector>.Copy(spare, width, tile, cStep, (rows, columns), overwrite);
                }
            }
        }
    }
}
