using System.Numerics.Tensors;

namespace Gyrus.Covariance.Cleaning;

/// <summary>Analytical nonlinear shrinkage (Ledoit and Wolf 2020): the oracle's formula with a kernel estimate of the spectral density.</summary>
/// <remarks>
/// <para>
/// With n = T − 1 degrees of freedom, S = E·T/n, c = N/n, and f the density of the λ(S) by Epanechnikov kernels of width hλⱼ, h = n^−⅓,
/// Hf its Hilbert transform: ξ = λ/[(πcλf)² + (1 − c − πcλHf)²]. For N &gt; n: ξ = λ/[π²λ²(f² + Hf²)], f and Hf over the n eigenvalues that are not null,
/// and the N − n null ones become 1/(π·((N − n)/n)·Hf(0)).
/// </para>
/// <para>No hyper-parameter; the trace is not kept to the last digit. O(N²) after the eigendecomposition.</para>
/// <para>Source: Ledoit and Wolf (2020), Annals of Statistics 48:3043, doi:10.1214/19-AOS1921.</para>
/// </remarks>
public sealed record AnalyticalShrinkage : SpectralEstimator
{
    private static readonly double Root5 = Math.Sqrt(5);

    /// <inheritdoc/>
    public override void Clean(ReadOnlySpan<double> eigenvalues, double samples, Span<double> cleaned)
    {
        double degrees = samples - 1;
        int rank = NonlinearCheck.NonNull(eigenvalues, degrees, "Analytical nonlinear shrinkage");
        double[] lambda = new double[rank];
        TensorPrimitives.Multiply(eigenvalues[..rank], samples / degrees, lambda);
        double h = Math.Pow(degrees, -1.0 / 3);
        bool singular = rank < eigenvalues.Length;
        double c = eigenvalues.Length / degrees;
        for (int i = 0; i < rank; i++)
        {
            (double density, double hilbert) = Kernel(lambda, i, h);
            double real = singular ? Math.PI * lambda[i] * hilbert : 1 - c - (Math.PI * c * lambda[i] * hilbert);
            double imaginary = Math.PI * (singular ? 1 : c) * lambda[i] * density;
            cleaned[i] = lambda[i] / ((imaginary * imaginary) + (real * real));
        }

        if (singular)
        {
            cleaned[rank..].Fill(degrees / (Math.PI * (eigenvalues.Length - degrees) * AtZero(lambda, h)));
        }
    }

    /// <summary>The density and its Hilbert transform at λᵢ.</summary>
    private static (double Density, double Hilbert) Kernel(ReadOnlySpan<double> lambda, int i, double h)
    {
        (double density, double hilbert) = (0, 0);
        foreach (double center in lambda)
        {
            double width = h * center;
            double x = (lambda[i] - center) / width;
            density += 0.75 / Root5 * Math.Max(1 - (x * x / 5), 0) / width;
            hilbert += EpanechnikovHilbert(x) / width;
        }

        return (density / lambda.Length, hilbert / lambda.Length);
    }

    /// <summary>The Hilbert transform of the density at 0.</summary>
    private static double AtZero(ReadOnlySpan<double> lambda, double h)
    {
        double inverse = 0;
        foreach (double value in lambda)
        {
            inverse += 1 / value;
        }

        return EpanechnikovHilbert(-1 / h) / h * (inverse / lambda.Length);
    }

    /// <summary>The Hilbert transform of the Epanechnikov kernel: [−0.3x + (0.75/√5)(1 − x²/5) ln|(√5 − x)/(√5 + x)|]/π.</summary>
    /// <remarks>
    /// Far from the kernel the two terms cancel but for −1/x, and at x = 10⁴, where a large eigenvalue sees a small one, no digit of
    /// the difference would be right; so the logarithm's series in y = √5/x is taken: −(3/√5) Σₖ y^(2k+1)/((2k + 1)(2k + 3)).
    /// </remarks>
    internal static double EpanechnikovHilbert(double x)
    {
        if (Math.Abs(x) > 10)
        {
            double y = Root5 / x;
            double power = y;
            double sum = 0;
            for (int k = 1; k < 27; k += 2)
            {
                sum += power / (k * (k + 2));
                power *= y * y;
            }

            return -3 / Root5 * sum / Math.PI;
        }

        // At the edge of the kernel the parabola vanishes faster than the logarithm grows.
        double logarithm =
            Math.Abs(Math.Abs(x) - Root5) < 1e-14
                ? 0
                : (1 - (x * x / 5)) * Math.Log(Math.Abs((Root5 - x) / (Root5 + x)));
        return ((-0.3 * x) + (0.75 / Root5 * logarithm)) / Math.PI;
    }
}
