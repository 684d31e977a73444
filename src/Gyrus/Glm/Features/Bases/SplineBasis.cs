using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Glm.Features;

/// <summary>Piecewise polynomials on evenly spaced knots.</summary>
public abstract record SplineBasis : RangedBasis
{
    /// <summary>Gets the number of functions. At least the order.</summary>
    public required int Count
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Count));
    }

    /// <summary>Gets the order k: pieces of degree k − 1. At least 1; 4 (cubic).</summary>
    public int Order
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Order));
    } = 4;

    /// <inheritdoc/>
    public override int Functions => Count;

    internal override FittedBasis FitCore(IReadOnlyList<Matrix> inputs)
    {
        if (Count < Order)
        {
            throw new ArgumentException(
                Invariant(
                    $"Splines of order {Order} need at least {Order} functions, but '{DefaultLabel}' has {Count}."
                )
            );
        }

        return base.FitCore(inputs);
    }
}
