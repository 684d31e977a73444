using System.Runtime.CompilerServices;
using static System.FormattableString;

namespace Gyrus.Numerics;

/// <summary>The checks of the public boundary and their wording: what was required and what came.</summary>
internal static class Require
{
    /// <summary>A positive finite number.</summary>
    public static double Positive(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        double.IsFinite(value) && value > 0
            ? value
            : throw new ArgumentOutOfRangeException(
                name,
                Invariant($"{name} must be a positive finite number, but was {value}.")
            );

    /// <summary>A finite number that is zero or more.</summary>
    public static double NotNegative(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        double.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(
                name,
                Invariant($"{name} must be a finite number of at least 0, but was {value}.")
            );

    /// <summary>
    /// A finite number in [<paramref name="low"/>, <paramref name="high"/>]. An open end is given as the double next to it
    /// (<see cref="double.Epsilon"/> for above 0), and is worded as what it is.
    /// </summary>
    public static double Between(
        double low,
        double high,
        double value,
        [CallerArgumentExpression(nameof(value))] string? name = null
    ) =>
        value >= low && value <= high
            ? value
            : throw new ArgumentOutOfRangeException(
                name,
                Invariant($"{name} must be {Range(low, high)}, but was {value}.")
            );

    private static string Range(double low, double high)
    {
        (double below, double above) = (Math.BitDecrement(low), Math.BitIncrement(high));
        (bool isLowOpen, bool isHighOpen) = (StandsFor(low, below), StandsFor(high, above));
        return isLowOpen || isHighOpen
            ? Invariant($"{(isLowOpen ? "above" : "at least")} {(isLowOpen ? below : low)} and ")
                + Invariant($"{(isHighOpen ? "below" : "at most")} {(isHighOpen ? above : high)}")
            : Invariant($"between {low} and {high}");
    }

    /// <summary>Whether a bound is the neighbour of a number that is meant and left out: nobody writes 17 digits, or 5E-324.</summary>
    private static bool StandsFor(double bound, double neighbour) =>
        double.IsFinite(neighbour) && Invariant($"{neighbour}").Length + 4 < Invariant($"{bound}").Length;

    /// <summary>An integer of at least <paramref name="least"/>.</summary>
    public static int AtLeast(int least, int value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value >= least
            ? value
            : throw new ArgumentOutOfRangeException(
                name,
                Invariant($"{name} must be at least {least}, but was {value}.")
            );

    /// <summary>Two sizes that must agree, named in the message.</summary>
    public static void SameSize(int expected, int actual, string what)
    {
        if (expected != actual)
        {
            throw new ArgumentException(Invariant($"Expected {what} ({expected}), but got {actual}."));
        }
    }
}
