using System.Numerics.Tensors;
using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Signals;

/// <summary>
/// How much fewer independent samples a recording holds than it has: τ = 1 + 2 Σ_k (1 − k/T) · meanᵢ ρᵢ(k)², so that T/τ of them count.
/// </summary>
/// <remarks>
/// <para>
/// ρᵢ(k) = (1/T) Σ_t zᵢ(t) zᵢ(t + k) is the autocorrelation of region i at lag k, zᵢ its signal with mean 0 and standard deviation 1 (ddof 0).
/// The sum stops before the first lag whose mean square is at most 2/T, about twice what white noise has; a recording
/// without memory thus has τ = 1. Squares, since τ is the factor by which the variance of a correlation estimate grows; for a
/// first-order autoregression with coefficient φ it is (1 + φ²)/(1 − φ²).
/// </para>
/// <para>Cost: samples × regions × (lags + 1); no lag beyond the rule is computed.</para>
/// <para>Source: Bartlett (1935), J. Royal Statistical Society 98:536, doi:10.2307/2342284.</para>
/// </remarks>
public sealed record AutocorrelationTime
{
    private AutocorrelationTime() { }

    /// <summary>Gets τ. At least 1.</summary>
    public required double Value { get; init; }

    /// <summary>Gets the number of samples T.</summary>
    public required int Samples { get; init; }

    /// <summary>Gets meanᵢ ρᵢ(k)² of the lags k = 1, 2, … that the sum holds.</summary>
    public required IReadOnlyList<double> MeanSquares { get; init; }

    /// <summary>Gets T/τ, the number of independent samples that would know as much about the correlations.</summary>
    public double EffectiveSamples => Samples / Value;

    /// <summary>The autocorrelation time of signals. Shape: samples × regions.</summary>
    /// <exception cref="ArgumentException">There are fewer than two samples or no region, a value is not finite, or a region does not vary.</exception>
    public static AutocorrelationTime Of(Matrix signals)
    {
        ArgumentNullException.ThrowIfNull(signals);
        if (signals.Rows < 2 || signals.Columns < 1)
        {
            throw new ArgumentException(
                Invariant(
                    $"An autocorrelation needs at least 2 samples of 1 region, but there are {signals.Rows} of {signals.Columns}."
                )
            );
        }

        Matrix z = Standardised(signals);
        (int samples, double floor, double tau) = (signals.Rows, 2.0 / signals.Rows, 1);
        var squares = new List<double>();
        for (int lag = 1; lag < samples - 1; lag++)
        {
            double square = MeanSquare(z, lag);
            if (square <= floor)
            {
                break;
            }

            tau += 2 * (1 - ((double)lag / samples)) * square;
            squares.Add(square);
        }

        return new AutocorrelationTime
        {
            Value = tau,
            Samples = samples,
            MeanSquares = squares,
        };
    }

    private static double MeanSquare(Matrix z, int lag)
    {
        double sum = 0;
        for (int i = 0; i < z.Columns; i++)
        {
            ReadOnlySpan<double> column = z.Column(i);
            double rho = TensorPrimitives.Dot(column[..^lag], column[lag..]) / z.Rows;
            sum += rho * rho;
        }

        return sum / z.Columns;
    }

    private static Matrix Standardised(Matrix signals)
    {
        Matrix z = signals.Copy();
        for (int i = 0; i < z.Columns; i++)
        {
            Span<double> column = z.MutableColumn(i);
            double largest = Math.Abs(TensorPrimitives.MaxMagnitude<double>(column));
            TensorPrimitives.Subtract(column, TensorPrimitives.Sum<double>(column) / column.Length, column);
            double deviation = TensorPrimitives.Norm<double>(column) / Math.Sqrt(column.Length);
            if (!double.IsFinite(deviation))
            {
                throw new ArgumentException(
                    Invariant($"Region {i} holds a value that is not finite, or so large that its square is not.")
                );
            }

            // What varies only by rounding has no autocorrelation but that of the last bit.
            if (deviation <= 1e-14 * largest)
            {
                throw new ArgumentException(
                    Invariant($"Region {i} does not vary. Leave it out: a constant region has no autocorrelation.")
                );
            }

            TensorPrimitives.Divide(column, deviation, column);
        }

        return z;
    }
}
