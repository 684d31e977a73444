using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Glm.Features;

/// <summary>Decaying exponentials made orthonormal over the samples of the fit.</summary>
/// <remarks>
/// <para>
/// E_ij = exp(−aⱼzᵢ) with z = (x − low)/(high − low) and decay rates a. With the singular value decomposition E = UΣVᵀ of the fit's samples the
/// functions are EVΣ⁻¹: U there, and the same mixture anywhere else. The sign of a column makes its sum positive. All finite samples of the fit
/// count, those outside a given range too.
/// </para>
/// </remarks>
public sealed record OrthExponential : RangedBasis
{
    /// <summary>Gets the decay rates a, per length of the range. Positive, all different, at least one.</summary>
    /// <exception cref="ArgumentException">One is not positive, one comes twice, or there are none.</exception>
    public required IReadOnlyList<double> DecayRates
    {
        get;
        init => field = Checked(value);
    }

    /// <inheritdoc/>
    public override int Functions => DecayRates.Count;

    internal override FunctionTable Table(FittedBasis fitted, int channel) =>
        new ExponentialTable([.. DecayRates], fitted.Ranges[channel], fitted.Mixing[channel])
        {
            Pattern = SupportPattern.Full(Functions),
        };

    /// <inheritdoc/>
    private protected override FittedBasis Complete(FittedBasis fitted, IReadOnlyList<Matrix> inputs)
    {
        Matrix input = inputs[0];
        return fitted with
        {
            Mixing = [.. Enumerable.Range(0, input.Columns).Select(c => Mix(input.Column(c), fitted.Ranges[c]))],
        };
    }

    private static IReadOnlyList<double> Checked(IReadOnlyList<double> rates)
    {
        ArgumentNullException.ThrowIfNull(rates);
        return rates.Count > 0 && rates.All(r => double.IsFinite(r) && r > 0) && rates.Distinct().Count() == rates.Count
            ? rates
            : throw new ArgumentException(
                Invariant(
                    $"DecayRates must be positive and all different, and at least one, but were [{string.Join(", ", rates)}]."
                )
            );
    }

    private Matrix Mix(ReadOnlySpan<double> samples, Interval range)
    {
        double[] z = [.. samples.ToArray().Where(double.IsFinite).Select(range.Unit)];
        var exponentials = Matrix.Create(z.Length, Functions, (i, j) => Math.Exp(-DecayRates[j] * z[i]));
        return SingularMixing.Of(exponentials)
            ?? throw new ArgumentException(
                Invariant(
                    $"{z.Distinct().Count()} different samples do not tell {Functions} exponentials of '{DefaultLabel}' apart."
                )
            );
    }

    private sealed class ExponentialTable(double[] rates, Interval range, Matrix mixing) : FunctionTable
    {
        private readonly double[] _raw = new double[rates.Length];

        public override int Evaluate(ReadOnlySpan<double> x, Span<double> values)
        {
            double z = range.Unit(x[0]);
            for (int j = 0; j < rates.Length; j++)
            {
                _raw[j] = Math.Exp(-rates[j] * z);
            }

            for (int j = 0; j < rates.Length; j++)
            {
                values[j] = System.Numerics.Tensors.TensorPrimitives.Dot<double>(_raw, mixing.Column(j));
            }

            return 0;
        }
    }
}
