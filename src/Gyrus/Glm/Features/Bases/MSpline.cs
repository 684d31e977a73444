namespace Gyrus.Glm.Features;

/// <summary>M-splines: B-splines scaled to unit area over the range, as densities are.</summary>
/// <remarks>
/// <para>Mᵢ(x) = k·Bᵢ(z)/((tᵢ₊ₖ − tᵢ)·(high − low)) with the knots t of <see cref="BSpline"/>; ∫Mᵢ dx = 1.</para>
/// <para>Source: Ramsay (1988), Statistical Science 3:425, doi:10.1214/ss/1177012761.</para>
/// </remarks>
public sealed record MSpline : SplineBasis
{
    internal override FunctionTable Table(FittedBasis fitted, int channel) =>
        new MSplineTable(fitted.Ranges[channel], Count, Order) { Pattern = SupportPattern.Window(Count, Order) };

    private sealed class MSplineTable(Interval range, int count, int order) : FunctionTable
    {
        private readonly double[] _knots = KnotSpline.Clamped(count, order);
        private readonly double _length = range.Length > 0 ? range.Length : 1;

        public override int Evaluate(ReadOnlySpan<double> x, Span<double> values)
        {
            double z = range.Unit(x[0]);
            int at = KnotSpline.Interval(_knots, order, count - order + 1, z);
            KnotSpline.Values(_knots, order, at, z, values);
            for (int k = 0; k < order; k++)
            {
                values[k] *= order / ((_knots[at + k + order] - _knots[at + k]) * _length);
            }

            return at;
        }
    }
}
