namespace Gyrus.Imaging;

/// <summary>Moves the steps of an extraction from the image to the atlas: r·(A·x) = (Aᵀ·r)·x.</summary>
internal static class AdjointRows
{
    /// <summary>The rows that take the place of smoothing: smoothing is its own adjoint.</summary>
    public static SparseRows Of(SparseRows rows, Grid grid, SmoothingMap smoothing) =>
        Each(
            rows,
            (grid.Voxels, grid.Voxels),
            (from, to) =>
            {
                from.CopyTo(to, 0);
                smoothing.Apply(to);
            }
        );

    /// <summary>The rows that take the place of the weights of resampling: they act on the coefficients of the image.</summary>
    public static SparseRows OnCoefficients(SparseRows rows, IResamplingMap map, (int Image, int Target) voxels) =>
        Each(rows, voxels, (from, to) => map.Scatter(from, to));

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

    private static SparseRows Each(SparseRows rows, (int Image, int Target) voxels, Action<double[], double[]> adjoint)
    {
        int[][] indices = new int[rows.Count][];
        double[][] weights = new double[rows.Count][];
        Parallel.For(
            0,
            rows.Count,
            () => (From: new double[voxels.Target], To: new double[voxels.Image]),
            (r, _, buffers) =>
            {
                rows.Spread(r, buffers.From);
                adjoint(buffers.From, buffers.To);
                (indices[r], weights[r]) = SparseRows.Row(buffers.To);
                return buffers;
            },
            static _ => { }
        );
        return new SparseRows(indices, weights);
    }
}
