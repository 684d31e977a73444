using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Gyrus.Imaging;

/// <summary>A regions × voxels matrix without gaps, multiplied in tiles of 4 regions × 4 volumes.</summary>
/// <remarks>
/// Pieces of <see cref="Chunk"/> voxels in which all regions of a tile are zero are passed over. Sums run over the voxels in
/// ascending chunks with 8 partial sums each, so a result does not depend on how the work is shared.
/// </remarks>
internal sealed class DenseRows : IRegionRows
{
    private const int Chunk = 1024;
    private const int Tile = 4;

    // What is dropped is below the rounding of the sum: |w| < 1e-17·Σ|w|. The tails of a pushed-back spline fall 13 dB a voxel.
    private const double Negligible = 1e-17;

    private readonly double[] _weights;
    private readonly bool[] _live;
    private readonly int _voxels;
    private readonly int _padded;

    /// <summary>Reserves zeros, to be written by <see cref="Row"/> and closed by <see cref="Seal"/>.</summary>
    public DenseRows(int count, int voxels)
    {
        (Count, _voxels) = (count, voxels);
        _padded = (count + Tile - 1) / Tile * Tile;
        _weights = GC.AllocateUninitializedArray<double>(checked(_padded * voxels));
        _weights.AsSpan(count * voxels).Clear();
        _live = new bool[_padded / Tile * Chunks];
    }

    /// <inheritdoc/>
    public int Count { get; }

    private int Chunks => (_voxels + Chunk - 1) / Chunk;

    /// <summary>The weights of one region, to be written.</summary>
    public Span<double> Row(int row) => _weights.AsSpan(row * _voxels, _voxels);

    /// <summary>Drops what is negligible and finds the pieces that can be passed over. Call once, after all rows.</summary>
    public void Seal()
    {
        for (int r = 0; r < Count; r++)
        {
            double least = Negligible * TensorPrimitives.SumOfMagnitudes<double>(Row(r));
            for (int c = 0; c < Chunks; c++)
            {
                Span<double> part = Row(r).Slice(c * Chunk, Math.Min(Chunk, _voxels - (c * Chunk)));
                if (Math.Abs(TensorPrimitives.MaxMagnitude<double>(part)) < least)
                {
                    part.Clear();
                }
                else
                {
                    _live[(r / Tile * Chunks) + c] = true;
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Multiply(ReadOnlySpan<double> volume, Span<double> result) => MultiplyBlock(volume, 1, result);

    /// <inheritdoc/>
    public void MultiplyBlock(ReadOnlySpan<double> volumes, int count, Span<double> results)
    {
        results[..(count * Count)].Clear();
        Span<double> tile = stackalloc double[Tile * Tile];
        for (int c = 0; c < Chunks; c++)
        {
            int start = c * Chunk;
            int length = Math.Min(Chunk, _voxels - start);
            for (int r = 0; r < _padded; r += Tile)
            {
                if (!_live[(r / Tile * Chunks) + c])
                {
                    continue;
                }

                ReadOnlySpan<double> weights = _weights.AsSpan((r * _voxels) + start);
                for (int t = 0; t < count; t += Tile)
                {
                    int width = Math.Min(Tile, count - t);
                    Products(weights, volumes[((t * _voxels) + start)..], (length, width), tile);
                    Add(tile, results, (r, t, width));
                }
            }
        }
    }

    private void Add(ReadOnlySpan<double> tile, Span<double> results, (int Row, int Volume, int Width) at)
    {
        int height = Math.Min(Tile, Count - at.Row);
        for (int t = 0; t < at.Width; t++)
        {
            Span<double> column = results.Slice(((at.Volume + t) * Count) + at.Row, height);
            TensorPrimitives.Add(column, tile.Slice(t * Tile, height), column);
        }
    }

    /// <summary>The 16 (or fewer) dot products of 4 rows and up to 4 volumes over one piece.</summary>
    private void Products(
        ReadOnlySpan<double> weights,
        ReadOnlySpan<double> volumes,
        (int Length, int Width) size,
        Span<double> tile
    )
    {
        ref double w = ref MemoryMarshal.GetReference(weights);
        ref double x = ref MemoryMarshal.GetReference(volumes);
        int vectors = size.Length / Vector512<double>.Count * Vector512<double>.Count;
        if (size.Width == Tile)
        {
            FourByFour(ref w, ref x, vectors, tile);
        }
        else
        {
            for (int t = 0; t < size.Width; t++)
            {
                FourByOne(ref w, ref Unsafe.Add(ref x, t * _voxels), vectors, tile.Slice(t * Tile, Tile));
            }
        }

        // The last voxels, fewer than a vector.
        for (int v = vectors; v < size.Length; v++)
        {
            for (int n = 0; n < Tile * size.Width; n++)
            {
                tile[n] += weights[(n % Tile * _voxels) + v] * volumes[(n / Tile * _voxels) + v];
            }
        }
    }

    private void FourByFour(ref double w, ref double x, int vectors, Span<double> tile)
    {
        Vector512<double> s00,
            s01,
            s02,
            s03,
            s10,
            s11,
            s12,
            s13,
            s20,
            s21,
            s22,
            s23,
            s30,
            s31,
            s32,
            s33;
        s00 = s01 = s02 = s03 = s10 = s11 = s12 = s13 = Vector512<double>.Zero;
        s20 = s21 = s22 = s23 = s30 = s31 = s32 = s33 = Vector512<double>.Zero;
        nuint n = (nuint)_voxels;
        for (nuint v = 0; v < (nuint)vectors; v += 8)
        {
            Vector512<double> w0 = Vector512.LoadUnsafe(ref w, v);
            Vector512<double> w1 = Vector512.LoadUnsafe(ref w, v + n);
            Vector512<double> w2 = Vector512.LoadUnsafe(ref w, v + (2 * n));
            Vector512<double> w3 = Vector512.LoadUnsafe(ref w, v + (3 * n));
            Vector512<double> x0 = Vector512.LoadUnsafe(ref x, v);
            s00 = Vector512.FusedMultiplyAdd(w0, x0, s00);
            s01 = Vector512.FusedMultiplyAdd(w1, x0, s01);
            s02 = Vector512.FusedMultiplyAdd(w2, x0, s02);
            s03 = Vector512.FusedMultiplyAdd(w3, x0, s03);
            Vector512<double> x1 = Vector512.LoadUnsafe(ref x, v + n);
            s10 = Vector512.FusedMultiplyAdd(w0, x1, s10);
            s11 = Vector512.FusedMultiplyAdd(w1, x1, s11);
            s12 = Vector512.FusedMultiplyAdd(w2, x1, s12);
            s13 = Vector512.FusedMultiplyAdd(w3, x1, s13);
            Vector512<double> x2 = Vector512.LoadUnsafe(ref x, v + (2 * n));
            s20 = Vector512.FusedMultiplyAdd(w0, x2, s20);
            s21 = Vector512.FusedMultiplyAdd(w1, x2, s21);
            s22 = Vector512.FusedMultiplyAdd(w2, x2, s22);
            s23 = Vector512.FusedMultiplyAdd(w3, x2, s23);
            Vector512<double> x3 = Vector512.LoadUnsafe(ref x, v + (3 * n));
            s30 = Vector512.FusedMultiplyAdd(w0, x3, s30);
            s31 = Vector512.FusedMultiplyAdd(w1, x3, s31);
            s32 = Vector512.FusedMultiplyAdd(w2, x3, s32);
            s33 = Vector512.FusedMultiplyAdd(w3, x3, s33);
        }

        (tile[0], tile[1], tile[2], tile[3]) = Sums(s00, s01, s02, s03);
        (tile[4], tile[5], tile[6], tile[7]) = Sums(s10, s11, s12, s13);
        (tile[8], tile[9], tile[10], tile[11]) = Sums(s20, s21, s22, s23);
        (tile[12], tile[13], tile[14], tile[15]) = Sums(s30, s31, s32, s33);
    }

    private void FourByOne(ref double w, ref double x, int vectors, Span<double> tile)
    {
        Vector512<double> s0,
            s1,
            s2,
            s3;
        s0 = s1 = s2 = s3 = Vector512<double>.Zero;
        nuint n = (nuint)_voxels;
        for (nuint v = 0; v < (nuint)vectors; v += 8)
        {
            Vector512<double> x0 = Vector512.LoadUnsafe(ref x, v);
            s0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref w, v), x0, s0);
            s1 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref w, v + n), x0, s1);
            s2 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref w, v + (2 * n)), x0, s2);
            s3 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref w, v + (3 * n)), x0, s3);
        }

        (tile[0], tile[1], tile[2], tile[3]) = Sums(s0, s1, s2, s3);
    }

    private static (double, double, double, double) Sums(
        Vector512<double> a,
        Vector512<double> b,
        Vector512<double> c,
        Vector512<double> d
    ) => (Vector512.Sum(a), Vector512.Sum(b), Vector512.Sum(c), Vector512.Sum(d));
}
