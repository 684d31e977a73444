using static System.FormattableString;

namespace Gyrus.Glm.Features;

/// <summary>One function per category: 1 in the samples of the category, else 0.</summary>
/// <remarks>
/// Columns are in ascending order of the categories. A value of no category is 0 in every function, as of a reference category
/// (<see cref="RangedBasis.FillValue"/>; or an error, see <see cref="OutOfRange"/>). All categories together sum to 1: leave one out for
/// a model without a penalty.
/// </remarks>
public sealed record Category : RangedBasis
{
    /// <summary>Creates the basis; values of no category are 0 in every function.</summary>
    public Category() => FillValue = 0;

    /// <summary>Gets the categories: at least one, finite, all different.</summary>
    /// <exception cref="ArgumentException">There are none, one is not finite, or one comes twice.</exception>
    public required IReadOnlyList<double> Categories
    {
        get;
        init => field = Checked(value);
    }

    /// <inheritdoc/>
    public override int Functions => Categories.Count;

    /// <inheritdoc/>
    private protected override bool HasRange => false;

    /// <summary>The categories 0 … <paramref name="count"/> − 1.</summary>
    public static Category Of(int count) =>
        new() { Categories = [.. Enumerable.Range(0, count).Select(i => (double)i)] };

    internal override FunctionTable Table(FittedBasis fitted, int channel) =>
        new CategoryTable([.. Categories]) { Pattern = SupportPattern.Window(Functions, 1) };

    private static IReadOnlyList<double> Checked(IReadOnlyList<double> categories)
    {
        ArgumentNullException.ThrowIfNull(categories);
        if (
            categories.Count == 0
            || categories.Any(c => !double.IsFinite(c))
            || categories.Distinct().Count() < categories.Count
        )
        {
            throw new ArgumentException(
                Invariant(
                    $"Categories must be finite and all different, and at least one, but were [{string.Join(", ", categories)}]."
                )
            );
        }

        return [.. categories.Order()];
    }

    private sealed class CategoryTable(double[] categories) : FunctionTable
    {
        public override int Evaluate(ReadOnlySpan<double> x, Span<double> values)
        {
            int at = Array.BinarySearch(categories, x[0]);
            values[0] = at >= 0 ? 1 : 0;
            return Math.Max(at, -1);
        }
    }
}
