namespace Gyrus.Glm.Features;

/// <summary>The covariate itself: one function, f(x) = x. A range, where given, only says which values count.</summary>
public sealed record Identity : RangedBasis
{
    /// <inheritdoc/>
    public override int Functions => 1;

    internal override FunctionTable Table(FittedBasis fitted, int channel) =>
        new IdentityTable { Pattern = SupportPattern.Full(1) };

    /// <inheritdoc/>
    private protected override bool Endless => Ranges is null;

    private sealed class IdentityTable : FunctionTable
    {
        public override int Evaluate(ReadOnlySpan<double> x, Span<double> values)
        {
            values[0] = x[0];
            return 0;
        }
    }
}
