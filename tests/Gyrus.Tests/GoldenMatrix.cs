namespace Gyrus.Tests;

/// <summary>Goldens as matrices.</summary>
internal static class GoldenMatrix
{
    public static Matrix Load(params ReadOnlySpan<string> parts)
    {
        Npy npy = Npy.Golden(parts);
        (int rows, int columns) = npy.Size2D;
        return Matrix.FromRowMajor(rows, columns, npy.Values);
    }

    /// <summary>Slice k of the last axis of a (p, p, K) array, as nilearn stacks subjects.</summary>
    public static Matrix LastAxisSlice(Npy npy, int k)
    {
        (int p, int q, int count) = (npy.Shape[0], npy.Shape[1], npy.Shape[2]);
        return Matrix.Create(p, q, (i, j) => npy.Values[(((i * q) + j) * count) + k]);
    }
}
