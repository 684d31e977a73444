using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Optimization;

/// <summary>A design that is stored as one dense matrix.</summary>
/// <param name="values">X, samples × columns, finite.</param>
internal sealed class DenseDesign(Matrix values) : IDesign
{
    private const int Rows = 512;

    public int Samples => values.Rows;

    public int Columns => values.Columns;

    public Matrix Values => values;

    public void AddProduct(ReadOnlySpan<double> coefficients, Span<double> eta)
    {
        for (int start = 0; start < eta.Length; start += Rows)
        {
            int count = Math.Min(Rows, eta.Length - start);
            Span<double> part = eta.Slice(start, count);
            for (int j = 0; j < coefficients.Length; j++)
            {
                if (coefficients[j] != 0)
                {
                    TensorPrimitives.MultiplyAdd(values.Column(j).Slice(start, count), coefficients[j], part, part);
                }
            }
        }
    }

    public void TransposeProduct(ReadOnlySpan<double> v, Span<double> gradient)
    {
        gradient.Clear();
        for (int start = 0; start < v.Length; start += Rows)
        {
            ReadOnlySpan<double> part = v.Slice(start, Math.Min(Rows, v.Length - start));
            if (!part.ContainsAnyExcept(0))
            {
                continue;
            }

            for (int j = 0; j < gradient.Length; j++)
            {
                gradient[j] += TensorPrimitives.Dot(values.Column(j).Slice(start, part.Length), part);
            }
        }
    }

    public void WeightedGram(ReadOnlySpan<double> h, ReadOnlySpan<int> columns, Span<double> gram, Span<double> sums)
    {
        int size = columns.Length;
        double[] scaled = new double[Rows * size];
        double[] part = new double[size * size];
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
                Scale(values.Column(columns[k]), rows.AsSpan(0, count), roots, column);
                sums[k] += TensorPrimitives.Dot<double>(column, roots.AsSpan(0, count));
            }

            LinearAlgebra.Current.Gram(chunk, count, size, part);
            TensorPrimitives.Add(gram, part, gram);
        }
    }

    /// <summary>The next rows that count, at most <see cref="Rows"/> of them, and the roots of their weights.</summary>
    private static int Gather(ReadOnlySpan<double> h, ref int next, int[] rows, double[] roots)
    {
        int count = 0;
        for (; next < h.Length && count < Rows; next++)
        {
            if (h[next] != 0)
            {
                rows[count] = next;
                roots[count++] = Math.Sqrt(h[next]);
            }
        }

        return count;
    }

    private static void Scale(ReadOnlySpan<double> column, ReadOnlySpan<int> rows, double[] roots, Span<double> scaled)
    {
        if (rows[^1] - rows[0] == rows.Length - 1)
        {
            TensorPrimitives.Multiply(column.Slice(rows[0], rows.Length), roots.AsSpan(0, rows.Length), scaled);
            return;
        }

        for (int i = 0; i < rows.Length; i++)
        {
            scaled[i] = column[rows[i]] * roots[i];
        }
    }
}
