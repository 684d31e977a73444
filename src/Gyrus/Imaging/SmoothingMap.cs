using System.Buffers;
using System.Numerics.Tensors;

namespace Gyrus.Imaging;

/// <summary>Smoothing on one grid. The operator is symmetric, so it is its own adjoint. Values must be finite.</summary>
internal sealed class SmoothingMap
{
    private const double StarWeight = 0.2;

    private readonly Grid _grid;
    private readonly bool _star;
    private readonly double[][] _kernels;

    public SmoothingMap(Grid grid, Smoothing smoothing)
    {
        (_grid, _star) = (grid, smoothing.IsStar);
        double[] widths = [smoothing.FwhmX, smoothing.FwhmY, smoothing.FwhmZ];
        _kernels =
        [
            .. widths.Select(
                (fwhm, axis) => Kernel(fwhm / Math.Sqrt(8 * Math.Log(2)) / grid.Affine.VoxelSizeMillimetres(axis))
            ),
        ];
    }

    /// <summary>values ← S·values.</summary>
    public void Apply(Span<double> values)
    {
        double[] other = ArrayPool<double>.Shared.Rent(values.Length);
        Span<double> b = other.AsSpan(0, values.Length);
        int lines = _grid.J * _grid.K;
        if (_star)
        {
            Star(values, b);
            b.CopyTo(values);
        }
        else
        {
            Along(values, b, _kernels[2], (1, _grid.K, _grid.I * _grid.J));
            Along(b, values, _kernels[1], (_grid.K, _grid.J, _grid.I));
            if (_kernels[0].Length > 1)
            {
                Transposition.Write(values, lines, _grid.I, b);
                Along(b, values, _kernels[0], (1, _grid.I, lines));
                Transposition.Write(values, _grid.I, lines, b);
                b.CopyTo(values);
            }
        }

        ArrayPool<double>.Shared.Return(other);
    }

    /// <summary>The right half of the kernel: weights at distance 0, 1, … voxels.</summary>
    private static double[] Kernel(double sigma)
    {
        int radius = (int)((4 * sigma) + 0.5);
        double[] half = new double[radius + 1];
        for (int i = 0; i <= radius; i++)
        {
            half[i] = i == 0 ? 1 : Math.Exp(-0.5 / (sigma * sigma) * i * i);
        }

        double sum = (2 * TensorPrimitives.Sum<double>(half)) - half[0];
        TensorPrimitives.Divide(half, sum, half);
        return half;
    }

    private static void Along(
        ReadOnlySpan<double> from,
        Span<double> to,
        double[] kernel,
        (int Outer, int Size, int Inner) shape
    )
    {
        (int outer, int size, int inner) = shape;
        for (int o = 0; o < outer; o++)
        {
            ReadOnlySpan<double> slab = from.Slice(o * size * inner, size * inner);
            for (int i = 0; i < size; i++)
            {
                Span<double> row = to.Slice(((o * size) + i) * inner, inner);
                TensorPrimitives.Multiply(slab.Slice(i * inner, inner), kernel[0], row);
                for (int d = 1; d < kernel.Length; d++)
                {
                    TensorPrimitives.MultiplyAdd(slab.Slice(Reflect(i - d, size) * inner, inner), kernel[d], row, row);
                    TensorPrimitives.MultiplyAdd(slab.Slice(Reflect(i + d, size) * inner, inner), kernel[d], row, row);
                }
            }
        }
    }

    /// <summary>Half-sample reflection: … 1 0 | 0 1 … n − 1 | n − 1 n − 2 …</summary>
    private static int Reflect(int index, int size)
    {
        int folded = ((index % (2 * size)) + (2 * size)) % (2 * size);
        return folded < size ? folded : (2 * size) - 1 - folded;
    }

    private void Star(ReadOnlySpan<double> from, Span<double> to)
    {
        from.CopyTo(to);
        AddNeighbours(from, to, (1, _grid.K, _grid.I * _grid.J));
        AddNeighbours(from, to, (_grid.K, _grid.J, _grid.I));
        AddNeighbours(from, to, (_grid.K * _grid.J, _grid.I, 1));
        TensorPrimitives.Divide(to, 1 + (6 * StarWeight), to);
    }

    private static void AddNeighbours(
        ReadOnlySpan<double> from,
        Span<double> to,
        (int Outer, int Size, int Inner) shape
    )
    {
        int slab = shape.Size * shape.Inner;
        int shifted = slab - shape.Inner;
        for (int o = 0; o < shape.Outer; o++)
        {
            ReadOnlySpan<double> source = from.Slice(o * slab, slab);
            Span<double> ahead = to.Slice(o * slab, shifted);
            Span<double> behind = to.Slice((o * slab) + shape.Inner, shifted);
            TensorPrimitives.MultiplyAdd(source[shape.Inner..], StarWeight, ahead, ahead);
            TensorPrimitives.MultiplyAdd(source[..shifted], StarWeight, behind, behind);
        }
    }
}
