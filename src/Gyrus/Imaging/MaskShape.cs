namespace Gyrus.Imaging;

/// <summary>What is done to the shape of a mask once its voxels are found: opening and the largest part.</summary>
internal static class MaskShape
{
    private static readonly (int I, int J, int K)[] Faces =
    [
        (-1, 0, 0),
        (1, 0, 0),
        (0, -1, 0),
        (0, 1, 0),
        (0, 0, -1),
        (0, 0, 1),
    ];

    /// <summary>Opens, keeps the largest part, and counts.</summary>
    public static ComputedMask Finish((string Name, Grid Grid) image, bool[] mask, (bool Connected, int Opening) shape)
    {
        Grid grid = image.Grid;
        mask = Erode(grid, mask, shape.Opening);
        bool isEmpty = !Array.Exists(mask, v => v);
        if (shape.Connected && !isEmpty)
        {
            mask = LargestPart(grid, mask);
        }

        mask = Dilate(grid, mask, 2 * shape.Opening);
        mask = Erode(grid, mask, shape.Opening);
        int voxels = mask.Count(v => v);
        return new ComputedMask
        {
            Mask = new Volume(grid, Array.ConvertAll(mask, v => v ? 1.0 : 0.0)),
            Voxels = voxels,
            Warnings =
                voxels == 0
                    ?
                    [
                        $"{image.Name}: the computed mask is empty. Is there a brain in the image? Try another method, or a smaller Opening than {shape.Opening}: it erases what is thinner than twice as many voxels.",
                    ]
                    : [],
        };
    }

    /// <summary>Takes away, so often, the voxels that have a face without a neighbour in the mask; the edge of the grid is such a face.</summary>
    public static bool[] Erode(Grid grid, bool[] mask, int times) => Repeat(grid, mask, times, inside: true);

    /// <summary>Adds, so often, the voxels that share a face with the mask.</summary>
    public static bool[] Dilate(Grid grid, bool[] mask, int times) => Repeat(grid, mask, times, inside: false);

    /// <summary>The largest set of voxels connected by faces; of equal ones that of the first voxel in C order.</summary>
    public static bool[] LargestPart(Grid grid, bool[] mask)
    {
        (int[] labels, int[] sizes) = ConnectedComponents.Label(mask, grid);
        int most = sizes.Length == 0 ? 0 : sizes.Max();
        int largest = COrder(grid)
            .Select(v => labels[v])
            .FirstOrDefault(label => label > 0 && sizes[label - 1] == most);
        return Array.ConvertAll(labels, label => label > 0 && label == largest);
    }

    private static IEnumerable<int> COrder(Grid grid)
    {
        for (int i = 0; i < grid.I; i++)
        {
            for (int j = 0; j < grid.J; j++)
            {
                for (int k = 0; k < grid.K; k++)
                {
                    yield return i + (grid.I * (j + (grid.J * k)));
                }
            }
        }
    }

    private static bool[] Repeat(Grid grid, bool[] mask, int times, bool inside)
    {
        for (int n = 0; n < times; n++)
        {
            bool[] next = new bool[mask.Length];
            for (int v = 0; v < mask.Length; v++)
            {
                next[v] = inside ? mask[v] && HasAll(grid, mask, v, true) : mask[v] || !HasAll(grid, mask, v, false);
            }

            mask = next;
        }

        return mask;
    }

    /// <summary>Whether all neighbours by face hold a value; beyond the edge lies false.</summary>
    private static bool HasAll(Grid grid, bool[] mask, int voxel, bool value)
    {
        foreach ((int I, int J, int K) face in Faces)
        {
            int next = Neighbour(grid, voxel, face);
            if ((next >= 0 && mask[next]) != value)
            {
                return false;
            }
        }

        return true;
    }

    private static int Neighbour(Grid grid, int voxel, (int I, int J, int K) face)
    {
        int i = (voxel % grid.I) + face.I;
        int j = (voxel / grid.I % grid.J) + face.J;
        int k = (voxel / grid.I / grid.J) + face.K;
        bool outside = (uint)i >= (uint)grid.I || (uint)j >= (uint)grid.J || (uint)k >= (uint)grid.K;
        return outside ? -1 : i + (grid.I * (j + (grid.J * k)));
    }
}
