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

    /// <summary>A finite number in [<paramref name="low"/>, <paramref name="high"/>].</summary>
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
                Invariant($"{name} must be between {low} and {high}, but was {value}.")
            );

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
