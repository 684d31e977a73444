using static System.FormattableString;

namespace Gyrus.Glm.Features;

/// <summary>A closed interval of a covariate, in the covariate's unit. Low is below High.</summary>
public sealed record Interval
{
    /// <summary>Creates an interval.</summary>
    /// <param name="low">The lower end, finite.</param>
    /// <param name="high">The upper end, finite, not below the lower one.</param>
    /// <exception cref="ArgumentException">An end is not finite, or the ends are in the wrong order.</exception>
    public Interval(double low, double high)
    {
        if (!double.IsFinite(low) || !double.IsFinite(high) || low > high)
        {
            throw new ArgumentException(
                Invariant($"An interval needs two finite ends, the lower one first, but was [{low}, {high}].")
            );
        }

        (Low, High) = (low, high);
    }

    /// <summary>Gets the lower end.</summary>
    public double Low { get; }

    /// <summary>Gets the upper end.</summary>
    public double High { get; }

    /// <summary>Gets high − low.</summary>
    public double Length => High - Low;

    /// <summary>Whether a value lies inside, ends included; NaN does not.</summary>
    public bool Contains(double value) => value >= Low && value <= High;

    /// <summary>(value − low)/(high − low), or 0 where the interval is a point.</summary>
    internal double Unit(double value) => High > Low ? (value - Low) / (High - Low) : 0;
}
