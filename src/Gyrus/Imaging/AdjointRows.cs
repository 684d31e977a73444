namespace Gyrus.Imaging;

/// <summary>Moves the steps of an extraction from the image to the atlas: r·(A·x) = (Aᵀ·r)·x.</summary>
internal static class AdjointRows
{
    /// <summary>The rows that take the place of smoothing: smoothing is its own adjoint.</summary>
    public static SparseRows Of(SparseRows rows, Grid grid, SmoothingMap smoothing)
    {
        int[][] voxels = new int[rows.Count][];
        double[][] weights = new double[rows.Count][];
        Parallel.For(
            0,
            rows.Count,
            () => new double[grid.Voxels],
            (r, _, buffer) =>
            {
                rows.Spread(r, buffer);
                smoothing.Apply(buffer);
                (voxels[r], weights[r]) = SparseRows.Row(buffer);
                return buffer;
            },
            static _ => { }
        );
        return new SparseRows(voxels, weights);
    }

    /// <summary>The rows that take the place of resampling: they act on the voxels of the image itself.</summary>
    public static DenseRows Of(SparseRows rows, IResamplingMap map, (int Image, int Target) voxels)
    {
        var pushed = new DenseRows(rows.Count, voxels.Image);
        Parallel.For(
            0,
            rows.Count,
            () => new double[voxels.Target],
            (r, _, buffer) =>
            {
                rows.Spread(r, buffer);
                map.Adjoint(buffer, pushed.Row(r));
                return buffer;
            },
            static _ => { }
        );
        pushed.Seal();
        return pushed;
    }

    /// <summary>The same rows without gaps.</summary>
    public static DenseRows Dense(SparseRows rows, int voxels)
    {
        var dense = new DenseRows(rows.Count, voxels);
        for (int r = 0; r < rows.Count; r++)
        {
            rows.Spread(r, dense.Row(r));
        }

        dense.Seal();
        return dense;
    }
}
