namespace Gyrus.Glm.Features;

/// <summary>B-splines: smooth bumps of local support that sum to 1 everywhere in the range.</summary>
/// <remarks>
/// <para>With z = (x − low)/(high − low): the normalised B-splines of order k on the knots 0 (k times), evenly spaced ones, 1 (k times).</para>
/// <para>k of the functions are not zero at a point. Their sum is the intercept's column: without a penalty the model is not identified.</para>
/// <para>Source: de Boor (1978), A Practical Guide to Splines, ch. X.</para>
/// </remarks>
public sealed record BSpline : SplineBasis
{
    internal override FunctionTable Table(FittedBasis fitted, int channel) =>
        new SplineTable(fitted.Ranges[channel], Count, Order) { Pattern = SupportPattern.Window(Count, Order) };

    private sealed class SplineTable(Interval range, int count, int order) : FunctionTable
    {
        private readonly double[] _knots = KnotSpline.Clamped(count, order);

        public override int Evaluate(ReadOnlySpan<double> x, Span<double> values)
        {
            double z = range.Unit(x[0]);
            int at = KnotSpline.Interval(_knots, order, count - order + 1, z);
            KnotSpline.Values(_knots, order, at, z, values);
            return at;
        }
    }
}
