namespace Gyrus.Numerics.Kernels;

/// <summary>Tiles that stick out of C are computed beside it.</summary>
internal static unsafe class TileEdge
{
    /// <summary>Copies or adds the part of a tile that lies within C.</summary>
    public static void Copy(
        double* from,
        nint fromStep,
        double* to,
        nint toStep,
        (int Rows, int Columns) part,
        bool overwrite
    )
    {
        for (int j = 0; j < part.Columns; j++)
        {
            var source = new ReadOnlySpan<double>(from + (j * fromStep), part.Rows);
            var target = new Span<double>(to + (j * toStep), part.Rows);
            if (overwrite)
            {
                source.CopyTo(target);
            }
            else
            {
                System.Numerics.Tensors.TensorPrimitives.Add(source, target, target);
            }
        }
    }
}
