using Gyrus.Numerics;

namespace Gyrus.Glm.Features;

/// <summary>Raised cosines evenly spaced on a logarithmic scale: narrow near the low end, wide near the high one.</summary>
/// <remarks>
/// <para>
/// z = log(s·u + 1)/log(s + 1) with u = (x − low)/(high − low) and the time scaling s; then as <see cref="RaisedCosineLinear"/>, with the last
/// centre at 1 − w/(n + w − 1), so that every bump has decayed at the high end, or at 1.
/// </para>
/// <para>Source: Pillow et al. (2008), Nature 454:995, doi:10.1038/nature07140.</para>
/// </remarks>
public sealed record RaisedCosineLog : RaisedCosineBasis
{
    /// <summary>Gets s, the strength of the warp. Positive; 50.</summary>
    public double TimeScaling
    {
        get;
        init => field = Require.Positive(value, nameof(TimeScaling));
    } = 50;

    /// <summary>Gets a value indicating whether the last bump has decayed to zero at the high end. True.</summary>
    public bool DecaysToZero { get; init; } = true;

    internal override FunctionTable Table(FittedBasis fitted, int channel)
    {
        (Interval range, double s) = (fitted.Ranges[channel], TimeScaling);
        double scale = Math.Log(s + 1);
        double last = DecaysToZero ? 1 - (Width / (Count + Width - 1)) : 1;
        return new RaisedCosineTable(Count, Width, last, x => Math.Log((s * range.Unit(x)) + 1) / scale)
        {
            Pattern = Pattern,
        };
    }
}
