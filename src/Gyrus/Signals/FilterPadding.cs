namespace Gyrus.Signals;

/// <summary>How a signal is continued beyond its ends while a filter runs, to soften the transients there.</summary>
public enum FilterPadding
{
    /// <summary>Turned about its end point: 2x₀ − xᵢ.</summary>
    Odd = 0,

    /// <summary>Mirrored at its end point: xᵢ.</summary>
    Even,

    /// <summary>Its end value repeated: x₀.</summary>
    Constant,

    /// <summary>Not at all.</summary>
    None,
}
