using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Glm.Features;

/// <summary>Bumps of the form ½(1 + cos), evenly spaced on the covariate or a warp of it.</summary>
public abstract record RaisedCosineBasis : RangedBasis
{
    /// <summary>Gets the number of functions. At least 2.</summary>
    public required int Count
    {
        get;
        init => field = Require.AtLeast(2, value, nameof(Count));
    }

    /// <summary>Gets the half-width of a bump in distances between centres. More than 1, a multiple of ½; 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The width is not such a number, so that the bumps would not sum to a constant.</exception>
    public double Width
    {
        get;
        init =>
            field =
                value > 1 && double.IsInteger(2 * value)
                    ? value
                    : throw new ArgumentOutOfRangeException(
                        nameof(Width),
                        Invariant($"Width must be a multiple of 0.5 above 1, but was {value}.")
                    );
    } = 2;

    /// <inheritdoc/>
    public override int Functions => Count;

    private protected SupportPattern Pattern => SupportPattern.Window(Count, (int)(2 * Width));
}
