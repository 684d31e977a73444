using System.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>Γ of the debiasing of rotationally invariant estimators. Symbols as in Bun, Bouchaud and Potters (2017), section 8.</summary>
internal static class RieNoise
{
    /// <summary>Γᵢ for each λᵢ.</summary>
    public static void Gamma(
        RieDebiasing debiasing,
        ReadOnlySpan<double> eigenvalues,
        double q,
        double eta,
        Span<double> gamma
    )
    {
        if (debiasing == RieDebiasing.InverseWishart && IsInverseWishart(eigenvalues[^1], q))
        {
            InverseWishart(eigenvalues, q, eta, gamma);
        }
        else
        {
            MarchenkoPastur(eigenvalues, q, eta, debiasing == RieDebiasing.MarchenkoPasturPrincipalRoot, gamma);
        }
    }

    /// <summary>Whether an inverse-Wishart law of mean 1 has this smallest sample eigenvalue: κ &gt; 0, that is λ_N &lt; (1 − √q)².</summary>
    public static bool IsInverseWishart(double smallest, double q)
    {
        double kappa = Kappa(smallest, q);
        return kappa > 0 && double.IsFinite(kappa * kappa) && smallest < 1 - q;
    }

    // Γ = σ²·|1 − q + q z g|²/λ with σ² = λ_N/(1 − √q)², the edges λ_N and λ₊ = λ_N((1 + √q)/(1 − √q))².
    private static void MarchenkoPastur(
        ReadOnlySpan<double> eigenvalues,
        double q,
        double eta,
        bool principalRoot,
        Span<double> gamma
    )
    {
        double low = eigenvalues[^1];
        double root = Math.Sqrt(q);
        double variance = low / ((1 - root) * (1 - root));
        double high = variance * (1 + root) * (1 + root);
        for (int i = 0; i < eigenvalues.Length; i++)
        {
            var z = new Complex(eigenvalues[i], -eta);
            Complex branch = principalRoot
                ? Complex.Sqrt((z - low) * (z - high))
                : Complex.Sqrt(z - low) * Complex.Sqrt(z - high);
            Complex g = (z + (variance * (q - 1)) - branch) / (2 * q * z * variance);
            gamma[i] = variance * Square(1 - q + (q * z * g)) / eigenvalues[i];
        }
    }

    // Γ = (1 + a(λ − 1))·|1 − q + q z g|²/λ, a = 1/(1 + 2qκ); the edges are the roots of the discriminant.
    private static void InverseWishart(ReadOnlySpan<double> eigenvalues, double q, double eta, Span<double> gamma)
    {
        double kappa = Kappa(eigenvalues[^1], q);
        double a = 1 / (1 + (2 * q * kappa));
        double quadratic = kappa * kappa;
        double linear = (-2 * kappa * (1 - q) * (1 + kappa)) - (2 * q * kappa * ((2 * kappa) + 1));
        double constant = kappa * (1 - q) * kappa * (1 - q);
        double discriminant = Math.Sqrt((linear * linear) - (4 * quadratic * constant));
        double low = (-linear - discriminant) / (2 * quadratic);
        double high = (-linear + discriminant) / (2 * quadratic);
        for (int i = 0; i < eigenvalues.Length; i++)
        {
            var z = new Complex(eigenvalues[i], -eta);
            Complex branch = kappa * Complex.Sqrt(z - low) * Complex.Sqrt(z - high);
            Complex g = ((z * (1 + kappa)) - (kappa * (1 - q)) - branch) / (z * (z + (2 * q * kappa)));
            gamma[i] = (1 + (a * (eigenvalues[i] - 1))) * Square(1 - q + (q * z * g)) / eigenvalues[i];
        }
    }

    private static double Kappa(double smallest, double q)
    {
        double gap = 1 - q - smallest;
        return 2 * smallest / ((gap * gap) - (4 * q * smallest));
    }

    private static double Square(Complex value) => (value.Real * value.Real) + (value.Imaginary * value.Imaginary);
}
