using System.Runtime.Intrinsics;

namespace Gyrus.Glm.Features;

/// <summary>½(1 + cos(π(z − cⱼ)/(d·w))) within d·w of each centre cⱼ = j·d, else 0.</summary>
internal sealed class RaisedCosineTable(int count, double width, double lastCentre, Func<double, double> warp)
    : FunctionTable
{
    private static readonly Vector256<double> Pi = Vector256.Create(Math.PI);
    private static readonly Vector256<double> Indices = Vector256<double>.Indices;
    private readonly double _distance = lastCentre / (count - 1);
    private readonly double _slope = Math.PI / (lastCentre / (count - 1) * width);

    public override int Evaluate(ReadOnlySpan<double> x, Span<double> values)
    {
        double z = warp(x[0]);
        int at = Math.Clamp((int)Math.Floor((z / _distance) - width) + 1, 0, Pattern.States - 1);
        int k = 0;

        // Four bumps at a time: with the usual width of 2 there are four.
        for (; k <= values.Length - 4; k += 4)
        {
            Vector256<double> centre = (Vector256.Create((double)(at + k)) + Indices) * _distance;
            Vector256<double> phase = (Vector256.Create(z) - centre) * _slope;
            Vector256<double> cosine = Vector256.Cos(Vector256.Min(Vector256.Max(phase, -Pi), Pi));
            (0.5 * (Vector256<double>.One + cosine)).CopyTo(values[k..]);
        }

        for (; k < values.Length; k++)
        {
            double phase = (z - ((at + k) * _distance)) * _slope;
            values[k] = 0.5 * (1 + Math.Cos(Math.Clamp(phase, -Math.PI, Math.PI)));
        }

        return at;
    }
}
