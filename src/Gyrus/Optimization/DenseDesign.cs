using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Optimization;

/// <summary>A design that is stored as one dense matrix.</summary>
/// <param name="values">X, samples × columns, finite.</param>
internal sealed class DenseDesign(Matrix values) : IDesign, IColumns
{
    private const int Rows = 512;

    public int Samples => values.Rows;

    public int Columns => values.Columns;

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

    public void TransposeProduct(ReadOnlySpan<double> v, Span<double> gradient) => TransposeProduct(v, [], gradient);

    public void TransposeProduct(ReadOnlySpan<double> v, ReadOnlySpan<bool> wanted, Span<double> gradient)
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
                if (wanted.IsEmpty || wanted[j])
                {
                    gradient[j] += TensorPrimitives.Dot(values.Column(j).Slice(start, part.Length), part);
                }
            }
        }
    }

    public void WeightedGram(ReadOnlySpan<double> h, ReadOnlySpan<int> columns, Span<double> gram, Span<double> sums) =>
        ColumnGram.Compute(this, h, columns, gram, sums);

    public void Read(int column, int start, Span<double> target) =>
        values.Column(column).Slice(start, target.Length).CopyTo(target);
}
