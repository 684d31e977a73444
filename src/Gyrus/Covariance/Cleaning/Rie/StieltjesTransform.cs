using System.Numerics.Tensors;

namespace Gyrus.Covariance.Cleaning;

/// <summary>The Stieltjes transform of a sample's spectrum, next to its eigenvalues.</summary>
internal static class StieltjesTransform
{
    /// <summary>sᵢ = (1/N) Σⱼ 1/(zᵢ − λⱼ) at zᵢ = λᵢ − iη, with or without j = i.</summary>
    /// <param name="eigenvalues">λ.</param>
    /// <param name="eta">η, positive.</param>
    /// <param name="selfTerm">Whether the sum holds j = i.</param>
    /// <param name="real">Where Re s goes.</param>
    /// <param name="imaginary">Where Im s goes; positive, since z lies below the axis.</param>
    public static void Evaluate(
        ReadOnlySpan<double> eigenvalues,
        double eta,
        bool selfTerm,
        Span<double> real,
        Span<double> imaginary
    )
    {
        int n = eigenvalues.Length;
        double[] gaps = new double[n];
        double[] weights = new double[n];
        for (int i = 0; i < n; i++)
        {
            // 1/(d − iη) = (d + iη)/(d² + η²). The self term is left out, not subtracted: at small η it is all of the sum's digits.
            TensorPrimitives.Subtract(eigenvalues[i], eigenvalues, gaps);
            TensorPrimitives.Multiply(gaps, gaps, weights);
            TensorPrimitives.Add(weights, eta * eta, weights);
            TensorPrimitives.Divide(1.0, weights, weights);
            weights[i] = selfTerm ? weights[i] : 0;
            real[i] = TensorPrimitives.Dot<double>(gaps, weights) / n;
            imaginary[i] = eta * TensorPrimitives.Sum<double>(weights) / n;
        }
    }
}
