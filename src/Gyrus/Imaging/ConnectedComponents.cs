namespace Gyrus.Imaging;

/// <summary>Connected parts of a mask; neighbours share a face (6-connectivity).</summary>
internal static class ConnectedComponents
{
    /// <summary>Numbers the parts.</summary>
    /// <param name="mask">One flag per voxel of the grid.</param>
    /// <param name="grid">The lattice; only its shape is read.</param>
    /// <returns>0 outside the mask; inside, 1, 2, … by the first voxel of each part. And the number of voxels of each part.</returns>
    public static (int[] Labels, int[] Sizes) Label(bool[] mask, Grid grid)
    {
        int[] labels = new int[mask.Length];
        var sizes = new List<int>();
        int[] stack = new int[64];
        for (int first = 0; first < mask.Length; first++)
        {
            if (mask[first] && labels[first] == 0)
            {
                sizes.Add(Flood(mask, grid, labels, (first, sizes.Count + 1), ref stack));
            }
        }

        return (labels, [.. sizes]);
    }

    /// <summary>The largest part of a mask; of equally large ones, the first in memory. An empty mask stays empty.</summary>
    public static bool[] Largest(bool[] mask, Grid grid)
    {
        (int[] labels, int[] sizes) = Label(mask, grid);
        int largest = sizes.Length == 0 ? -1 : Array.IndexOf(sizes, sizes.Max()) + 1;
        return Array.ConvertAll(labels, label => label == largest);
    }

    /// <summary>Numbers the part of one voxel and counts it. A voxel is numbered when it is put on the stack, so no voxel is put twice.</summary>
    private static int Flood(bool[] mask, Grid grid, int[] labels, (int Voxel, int Label) seed, ref int[] stack)
    {
        (int row, int slice) = (grid.I, grid.I * grid.J);
        (int top, int size) = (1, 0);
        stack[0] = seed.Voxel;
        labels[seed.Voxel] = seed.Label;
        while (top > 0)
        {
            int v = stack[--top];
            size++;
            if (stack.Length < top + 6)
            {
                Array.Resize(ref stack, 2 * stack.Length);
            }

            (int i, int j, int k) = (v % row, v % slice / row, v / slice);
            top = Push(i > 0, v - 1, top, stack);
            top = Push(i < grid.I - 1, v + 1, top, stack);
            top = Push(j > 0, v - row, top, stack);
            top = Push(j < grid.J - 1, v + row, top, stack);
            top = Push(k > 0, v - slice, top, stack);
            top = Push(k < grid.K - 1, v + slice, top, stack);
        }

        return size;

        int Push(bool inside, int voxel, int at, int[] on)
        {
            if (!inside || !mask[voxel] || labels[voxel] != 0)
            {
                return at;
            }

            labels[voxel] = seed.Label;
            on[at] = voxel;
            return at + 1;
        }
    }
}
