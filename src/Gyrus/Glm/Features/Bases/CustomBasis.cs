namespace Gyrus.Glm.Features;

/// <summary>Functions of the caller's.</summary>
/// <remarks>The range, where given, only says which values count. A function that returns NaN leaves the sample out.</remarks>
public sealed record CustomBasis : RangedBasis
{
    /// <summary>Gets the functions of the covariate. They must be pure: results are remembered and repeated.</summary>
    public required IReadOnlyList<Func<double, double>> Evaluations { get; init; }

    /// <inheritdoc/>
    public override int Functions => Evaluations.Count;

    internal override FunctionTable Table(FittedBasis fitted, int channel) =>
        new CustomTable(Evaluations) { Pattern = SupportPattern.Full(Functions) };

    /// <inheritdoc/>
    private protected override bool Endless => Ranges is null;

    private sealed class CustomTable(IReadOnlyList<Func<double, double>> functions) : FunctionTable
    {
        public override int Evaluate(ReadOnlySpan<double> x, Span<double> values)
        {
            bool finite = true;
            for (int k = 0; k < values.Length; k++)
            {
                values[k] = functions[k](x[0]);
                finite &= double.IsFinite(values[k]);
            }

            if (!finite)
            {
                values.Clear();
            }

            return finite ? 0 : -1;
        }
    }
}
