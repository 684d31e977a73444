using System.Buffers;
using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Optimization;

/// <summary>XᵀHX of full columns: some rows at a time, scaled by the roots of their weights, in a dense product.</summary>
internal static class ColumnGram
{
    private const int Rows = 512;

    /// <summary>The longest stretch from which rows are gathered; what weighs nothing in it is read in vain.</summary>
    private const int Reach = 2 * Rows;

    /// <summary>H ← X_Aᵀ diag(h) X_A and s ← X_Aᵀh.</summary>
    public static void Compute(
        IColumns source,
        ReadOnlySpan<double> h,
        ReadOnlySpan<int> columns,
        Span<double> gram,
        Span<double> sums
    )
    {
        int size = columns.Length;
        double[] scaled = ArrayPool<double>.Shared.Rent(Rows * size);
        double[] rented = ArrayPool<double>.Shared.Rent(size * size);
        Span<double> part = rented.AsSpan(0, size * size);
        double[] stretch = ArrayPool<double>.Shared.Rent(Reach);
        double[] roots = new double[Rows];
        int[] rows = new int[Rows];
        gram.Clear();
        sums.Clear();
        for (int next = 0; next < h.Length; )
        {
            int count = Gather(h, ref next, rows, roots);
            if (count == 0)
            {
                break;
            }

            Span<double> chunk = scaled.AsSpan(0, count * size);
            for (int k = 0; k < size; k++)
            {
                Span<double> column = chunk.Slice(k * count, count);
                Read(source, columns[k], rows.AsSpan(0, count), stretch, column);
                TensorPrimitives.Multiply(column, roots.AsSpan(0, count), column);
                sums[k] += TensorPrimitives.Dot<double>(column, roots.AsSpan(0, count));
            }

            LinearAlgebra.Current.Gram(chunk, count, size, part);
            TensorPrimitives.Add(gram, part, gram);
        }

        ArrayPool<double>.Shared.Return(scaled);
        ArrayPool<double>.Shared.Return(rented);
        ArrayPool<double>.Shared.Return(stretch);
    }

    /// <summary>The next rows that count, and the roots of their weights.</summary>
    private static int Gather(ReadOnlySpan<double> h, ref int next, int[] rows, double[] roots)
    {
        int count = 0;
        for (; next < h.Length && count < Rows && (count == 0 || next - rows[0] < Reach); next++)
        {
            if (h[next] != 0)
            {
                rows[count] = next;
                roots[count++] = Math.Sqrt(h[next]);
            }
        }

        return count;
    }

    private static void Read(IColumns source, int column, ReadOnlySpan<int> rows, double[] stretch, Span<double> target)
    {
        int length = rows[^1] - rows[0] + 1;
        if (length == rows.Length)
        {
            source.Read(column, rows[0], target);
            return;
        }

        source.Read(column, rows[0], stretch.AsSpan(0, length));
        for (int i = 0; i < rows.Length; i++)
        {
            target[i] = stretch[rows[i] - rows[0]];
        }
    }
}
