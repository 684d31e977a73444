namespace Gyrus.Imaging;

/// <summary>Swaps the order of two axes, so that filters along the fastest axis can run over contiguous spans.</summary>
internal static class Transposition
{
    private const int Tile = 16;

    /// <summary>Writes rows × columns values (columns fastest) as columns × rows values (rows fastest).</summary>
    public static void Write(ReadOnlySpan<double> source, int rows, int columns, Span<double> destination)
    {
        for (int r0 = 0; r0 < rows; r0 += Tile)
        {
            int r1 = Math.Min(r0 + Tile, rows);
            for (int c0 = 0; c0 < columns; c0 += Tile)
            {
                int c1 = Math.Min(c0 + Tile, columns);
                for (int c = c0; c < c1; c++)
                {
                    Span<double> line = destination.Slice(c * rows, rows);
                    for (int r = r0; r < r1; r++)
                    {
                        line[r] = source[(r * columns) + c];
                    }
                }
            }
        }
    }
}
