namespace Gyrus.Glm.Features;

/// <summary>B-splines on a circle: the range is one period, and its ends meet smoothly.</summary>
/// <remarks>
/// <para>With z = (x − low)/(high − low): the n translates of one uniform B-spline of order k with knots at multiples of 1/n, wrapped at 1.</para>
/// <para>They sum to 1: without a penalty the model with an intercept is not identified.</para>
/// </remarks>
public sealed record CyclicBSpline : SplineBasis
{
    internal override FunctionTable Table(FittedBasis fitted, int channel) =>
        new CyclicTable(fitted.Ranges[channel], Count, Order) { Pattern = SupportPattern.Cyclic(Count, Order) };

    private sealed class CyclicTable(Interval range, int count, int order) : FunctionTable
    {
        // Knots −(k − 1), …, k: one interval, [0, 1), of the uniform spline serves all.
        private readonly double[] _knots = [.. Enumerable.Range(1 - order, 2 * order).Select(i => (double)i)];

        public override int Evaluate(ReadOnlySpan<double> x, Span<double> values)
        {
            double z = range.Unit(x[0]) * (count / KnotSpline.End);
            int at = Math.Clamp((int)z, 0, count - 1);
            KnotSpline.Values(_knots, order, 0, z - at, values);
            return at;
        }
    }
}
