using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.IO.Npy;

/// <summary>The content of an npy file: a shape and the values as doubles.</summary>
public sealed record NpyArray
{
    /// <summary>Binds values to a shape.</summary>
    /// <param name="shape">The lengths of the axes; none for a single number.</param>
    /// <param name="values">The values in C order: the last axis runs fastest.</param>
    /// <exception cref="ArgumentException">The counts disagree.</exception>
    public NpyArray(IReadOnlyList<int> shape, double[] values)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(values);
        Int128 count = shape.Aggregate((Int128)1, static (a, b) => a * b);
        if (count != values.Length || shape.Any(n => n < 0))
        {
            throw new ArgumentException(
                Invariant(
                    $"Expected {count} values for the shape ({string.Join(", ", shape)}), but got {values.Length}."
                )
            );
        }

        Shape = shape;
        Values = values;
    }

    /// <summary>Gets the lengths of the axes.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>Gets the values in C order: the last axis runs fastest.</summary>
    public ReadOnlyMemory<double> Values { get; }

    /// <summary>The array as a matrix: one axis makes one column, two make rows and columns.</summary>
    /// <exception cref="InvalidOperationException">The array has another number of axes.</exception>
    public Matrix ToMatrix() =>
        Shape.Count switch
        {
            1 => Matrix.FromRowMajor(Shape[0], 1, Values.Span),
            2 => Matrix.FromRowMajor(Shape[0], Shape[1], Values.Span),
            _ => throw new InvalidOperationException(
                Invariant($"Expected an array of 1 or 2 axes, but got the shape ({string.Join(", ", Shape)}).")
            ),
        };
}
