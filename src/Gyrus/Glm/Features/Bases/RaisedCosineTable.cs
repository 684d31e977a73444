namespace Gyrus.Glm.Features;

/// <summary>½(1 + cos(π(z − cⱼ)/(d·w))) within d·w of each centre cⱼ = j·d, else 0.</summary>
internal sealed class RaisedCosineTable(int count, double width, double lastCentre, Func<double, double> warp)
    : FunctionTable
{
    private readonly double _distance = lastCentre / (count - 1);

    public override int Evaluate(ReadOnlySpan<double> x, Span<double> values)
    {
        double z = warp(x[0]);
        int at = Math.Clamp((int)Math.Floor((z / _distance) - width) + 1, 0, Pattern.States - 1);
        for (int k = 0; k < values.Length; k++)
        {
            double phase = Math.PI * (z - ((at + k) * _distance)) / (_distance * width);
            values[k] = 0.5 * (1 + Math.Cos(Math.Clamp(phase, -Math.PI, Math.PI)));
        }

        return at;
    }
}
