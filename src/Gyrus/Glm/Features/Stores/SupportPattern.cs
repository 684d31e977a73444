using static System.FormattableString;

namespace Gyrus.Glm.Features;

/// <summary>Which functions can be non-zero together: a sample is in one of a few states, and a state names as many functions as there are values.</summary>
/// <remarks>
/// A B-spline of order k has k values per sample and a state per knot interval; a product has the products of both; a one-hot category one value.
/// </remarks>
internal sealed class SupportPattern
{
    /// <summary>What two bytes per sample can tell apart.</summary>
    private const int MostStates = ushort.MaxValue + 1;

    private SupportPattern(int functions, int width, int[] columns)
    {
        Functions = functions;
        Width = width;
        Columns = columns;
        Require(States);
    }

    /// <summary>Gets the number of functions.</summary>
    public int Functions { get; }

    /// <summary>Gets the number of values per sample.</summary>
    public int Width { get; }

    /// <summary>Gets the functions of state s at s·Width … s·Width + Width − 1, all different.</summary>
    public int[] Columns { get; }

    /// <summary>Gets the number of states.</summary>
    public int States => Width == 0 ? 1 : Columns.Length / Width;

    /// <summary>Gets a value indicating whether every function has a value in every sample.</summary>
    public bool IsFull => Width == Functions;

    /// <summary>All functions, one state.</summary>
    public static SupportPattern Full(int functions) => new(functions, functions, [.. Enumerable.Range(0, functions)]);

    /// <summary>Neighbouring functions: state s is s … s + width − 1.</summary>
    public static SupportPattern Window(int functions, int width)
    {
        width = Math.Min(width, functions);
        return new(
            functions,
            width,
            [.. Enumerable.Range(0, functions - width + 1).SelectMany(s => Enumerable.Range(s, width))]
        );
    }

    /// <summary>Neighbouring functions on a circle: state s is s … s + width − 1 modulo their number.</summary>
    public static SupportPattern Cyclic(int functions, int width) =>
        new(
            functions,
            width,
            [.. Enumerable.Range(0, functions).SelectMany(s => Enumerable.Range(s, width).Select(j => j % functions))]
        );

    /// <summary>All products; the functions, values and states of the second run fastest.</summary>
    public static SupportPattern Product(SupportPattern left, SupportPattern right)
    {
        Require((long)left.States * right.States);
        int width = left.Width * right.Width;
        int[] columns = new int[left.States * right.States * width];
        int at = 0;
        for (int state = 0; state < left.States * right.States; state++)
        {
            ReadOnlySpan<int> a = left.Columns.AsSpan(state / right.States * left.Width, left.Width);
            ReadOnlySpan<int> b = right.Columns.AsSpan(state % right.States * right.Width, right.Width);
            foreach (int i in a)
            {
                foreach (int j in b)
                {
                    columns[at++] = (i * right.Functions) + j;
                }
            }
        }

        return new(left.Functions * right.Functions, width, columns);
    }

    /// <summary>Before a table of them is made, which may not fit into memory either.</summary>
    private static void Require(long states)
    {
        if (states > MostStates)
        {
            throw new ArgumentException(
                Invariant(
                    $"The functions of a basis can be non-zero together in at most {MostStates} ways, but these in {states}: use fewer functions."
                )
            );
        }
    }
}
