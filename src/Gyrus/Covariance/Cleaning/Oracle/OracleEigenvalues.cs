using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>The best that can be done with the eigenvectors of the sample, by one who knows the truth: a bound for all maps of the spectrum.</summary>
/// <remarks>
/// With uᵢ the eigenvectors of the centred sample covariance, ξᵢ = uᵢᵀ C uᵢ minimises ‖U diag(ξ) Uᵀ − C‖, and 1/ξᵢ = uᵢᵀ C⁻¹ uᵢ minimises
/// ‖U diag(1/ξ) Uᵀ − C⁻¹‖. For synthetic data only.
/// </remarks>
public sealed record OracleEigenvalues : CleaningEstimator
{
    /// <summary>Gets the true covariance C, in the units of the signals. Shape: regions × regions.</summary>
    public required Matrix Truth { get; init; }

    /// <summary>Gets what is brought nearest. Default: the covariance.</summary>
    public OracleTarget Target { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The truth has other regions than the signals.</exception>
    /// <exception cref="NotPositiveDefiniteException">The truth is singular, and its precision is the target.</exception>
    public override CovarianceFit Fit(PreparedSignals signals)
    {
        ArgumentNullException.ThrowIfNull(signals);
        Require.SameSize(signals.Regions, Truth.Rows, "a true covariance of as many regions as the signals");
        SampleSpectrum spectrum = signals.Spectrum(SampleScaling.Centred);
        int n = spectrum.Regions;
        Matrix target =
            Target == OracleTarget.Covariance ? Truth : Inverse.Precision(SampleCovariance.Of(Truth, spectrum.Samples));
        double[] rotated = new double[n * n];
        LinearAlgebra.Current.Multiply(target.AsSpan(), spectrum.Vectors.AsSpan(), rotated, new ProductShape(n, n, n));
        double[] cleaned = new double[n];
        for (int i = 0; i < n; i++)
        {
            double form = TensorPrimitives.Dot(spectrum.Vectors.Column(i), rotated.AsSpan(i * n, n));
            cleaned[i] = Target == OracleTarget.Covariance ? form : 1 / form;
        }

        return SpectralFit.Of(spectrum, cleaned);
    }
}
