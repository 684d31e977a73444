using System.Numerics.Tensors;
using Gyrus.Covariance.Cleaning;
using Gyrus.Numerics;

namespace Gyrus.Covariance;

/// <summary>The correlations shrunk towards 0 by an estimated weight, the variances kept: Cᵢⱼ = (1 − s)·Sᵢⱼ, Cᵢᵢ = Sᵢᵢ.</summary>
/// <remarks>
/// <para>
/// s = Σ_{i≠j} Var(rᵢⱼ) / Σ_{i≠j} r²ᵢⱼ, clipped to [0, 1], with zᵢ the signal divided by its standard deviation (ddof 1), wᵢⱼ = meanₜ zₜᵢzₜⱼ and
/// Var(rᵢⱼ) = T²/(T − 1)³ · (meanₜ z²ₜᵢz²ₜⱼ − w²ᵢⱼ). S has the divisor T. The units of a region do not matter. Positive definite whenever s &gt; 0.
/// </para>
/// <para>Source: Schäfer and Strimmer (2005), Stat. Appl. Genet. Mol. Biol. 4:32, doi:10.2202/1544-6115.1175, target D on correlations.</para>
/// </remarks>
public sealed record SchaferStrimmer : ICovarianceEstimator
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are fewer than two samples, a value is not finite, or a region does not vary.</exception>
    public CovarianceFit Fit(Matrix signals)
    {
        SubjectCheck.Signals(signals, subject: null, "");
        (Matrix z, double[] deviations) = StandardisedEstimator.Standardise(signals);
        Matrix correlation = SampleCovariance.OfSignals(z).Values;
        double s = Weight(z, correlation);
        int p = z.Columns;
        var shrunk = Matrix.Create(p, p, (i, j) => i == j ? 1 : (1 - s) * correlation[i, j]);
        return new CovarianceFit
        {
            Covariance = SampleCovariance.Of(
                Matrix.Create(p, p, (i, j) => shrunk[i, j] * deviations[i] * deviations[j]),
                z.Rows
            ),
            Precision = ShrinkageTarget.Inverse(shrunk, s) is { } inverse
                ? Matrix.Create(p, p, (i, j) => inverse[i, j] / (deviations[i] * deviations[j]))
                : null,
            Choice = new HyperParameterChoice { Name = "shrinkage", Value = s },
        };
    }

    // Σᵢⱼ meanₜ z²ₜᵢz²ₜⱼ = meanₜ (Σᵢ z²ₜᵢ)²: no sum over pairs of regions is needed. The z here have ddof 0; each z of the
    // formula is √((T − 1)/T) of them.
    private static double Weight(Matrix z, Matrix correlation)
    {
        (int samples, int p) = (z.Rows, z.Columns);
        double[] squares = new double[samples];
        double[] lengths = new double[samples];
        double own = 0;
        for (int i = 0; i < p; i++)
        {
            TensorPrimitives.Multiply(z.Column(i), z.Column(i), squares);
            TensorPrimitives.Add<double>(lengths, squares, lengths);
            own += TensorPrimitives.SumOfSquares<double>(squares);
        }

        double correlations = TensorPrimitives.SumOfSquares(correlation.AsSpan());
        for (int i = 0; i < p; i++)
        {
            correlations -= correlation[i, i] * correlation[i, i];
        }

        double moments = (TensorPrimitives.SumOfSquares<double>(lengths) - own) / samples;
        double variances = (moments - correlations) / (samples - 1);
        return correlations > 0 ? Math.Clamp(variances / correlations, 0, 1) : 1;
    }
}
