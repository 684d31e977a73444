using System.Numerics.Tensors;

namespace Gyrus.Covariance.Cleaning;

/// <summary>Nonlinear shrinkage by a smoothed Stein shrinker of the inverse eigenvalues: quadratic (QIS), linear (LIS) or geometric (GIS).</summary>
/// <remarks>
/// <para>
/// With n = T − 1 degrees of freedom, S = E·T/n, c = N/n, lⱼ = 1/λⱼ(S) and h = min(c², c⁻²)^0.35/N^0.35:
/// θᵢ = meanⱼ lⱼ(lⱼ − lᵢ)/((lⱼ − lᵢ)² + h²lⱼ²), ηᵢ = meanⱼ h lⱼ²/(the same), A²= θ² + η².
/// QIS: 1/ξ = (1 − c)² l + 2c(1 − c) l θ + c² l A², then scaled to tr S. LIS: 1/ξ = max((1 − c) l + 2c l θ, min l). GIS: the
/// geometric mean of QIS (not scaled) and LIS. For N &gt; n, QIS has 1/ξ = l A² and, for the N − n null ones, (c − 1)·mean l.
/// </para>
/// <para>No hyper-parameter. The trace of QIS is that of S, T/(T − 1) times that of E.</para>
/// <para>Source: Ledoit and Wolf (2022), Bernoulli 28:1519, doi:10.3150/20-BEJ1315.</para>
/// </remarks>
public sealed record InverseShrinkage : SpectralEstimator
{
    /// <summary>Gets the loss. Default: quadratic.</summary>
    public InverseShrinkageKind Kind { get; init; }

    /// <inheritdoc/>
    public override void Clean(ReadOnlySpan<double> eigenvalues, double samples, Span<double> cleaned)
    {
        double degrees = samples - 1;
        int rank = NonlinearCheck.NonNull(eigenvalues, degrees, "Nonlinear inverse shrinkage");
        if (rank < eigenvalues.Length && Kind != InverseShrinkageKind.Quadratic)
        {
            throw new EstimatorUndefinedException(
                $"{Kind} inverse shrinkage needs more samples than regions; the quadratic one does not."
            );
        }

        double c = eigenvalues.Length / degrees;
        double[] inverse = new double[rank];
        TensorPrimitives.Divide(degrees / samples, eigenvalues[..rank], inverse);
        double[] theta = new double[rank];
        double[] square = new double[rank];
        Smooth(inverse, Width(c, eigenvalues.Length), theta, square);
        for (int i = 0; i < rank; i++)
        {
            double quadratic = Quadratic(inverse[i], theta[i], square[i], c);
            double linear = Math.Max(inverse[i] * (1 - c + (2 * c * theta[i])), inverse[0]);
            cleaned[i] = Kind switch
            {
                InverseShrinkageKind.Quadratic => 1 / quadratic,
                InverseShrinkageKind.Linear => 1 / linear,
                _ => 1 / Math.Sqrt(quadratic * linear),
            };
        }

        if (Kind == InverseShrinkageKind.Quadratic)
        {
            cleaned[rank..].Fill(1 / ((c - 1) * TensorPrimitives.Sum<double>(inverse) / rank));
            double trace = TensorPrimitives.Sum(eigenvalues[..rank]) * samples / degrees;
            TensorPrimitives.Multiply(cleaned, trace / TensorPrimitives.Sum<double>(cleaned), cleaned);
        }
    }

    private static double Quadratic(double l, double theta, double square, double c) =>
        c <= 1 ? l * (((1 - c) * (1 - c)) + (2 * c * (1 - c) * theta) + (c * c * square)) : l * square;

    private static double Width(double c, int regions) =>
        Math.Pow(Math.Min(c * c, 1 / (c * c)), 0.35) / Math.Pow(regions, 0.35);

    /// <summary>θ, and A² = θ² + η², of each inverse eigenvalue.</summary>
    private static void Smooth(ReadOnlySpan<double> inverse, double width, Span<double> theta, Span<double> square)
    {
        for (int i = 0; i < inverse.Length; i++)
        {
            (double stein, double conjugate) = (0, 0);
            foreach (double l in inverse)
            {
                double gap = l - inverse[i];
                double weight = l / ((gap * gap) + (width * width * l * l));
                stein += gap * weight;
                conjugate += width * l * weight;
            }

            theta[i] = stein / inverse.Length;
            conjugate /= inverse.Length;
            square[i] = (theta[i] * theta[i]) + (conjugate * conjugate);
        }
    }
}
