namespace Gyrus.Numerics.Kernels;

/// <summary>A matrix in memory: entry (i, j) lies at Start + i·RowStep + j·ColumnStep. A transpose swaps the steps.</summary>
internal readonly unsafe struct Strided(double* start, nint rowStep, nint columnStep)
{
    public double* Start => start;

    public nint RowStep => rowStep;

    public nint ColumnStep => columnStep;

    public Strided Transpose => new(start, columnStep, rowStep);

    /// <summary>A matrix stored by columns.</summary>
    public static Strided Columns(double* start, nint step) => new(start, 1, step);

    /// <summary>The part that starts at (row, column).</summary>
    public Strided From(nint row, nint column) =>
        new(start + (row * rowStep) + (column * columnStep), rowStep, columnStep);
}
