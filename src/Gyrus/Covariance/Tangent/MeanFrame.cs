using Gyrus.Numerics;

namespace Gyrus.Covariance.Tangent;

/// <summary>An iterate M = A·Aᵀ of a mean with its inverse factor B = A⁻¹.</summary>
/// <remarks>
/// Tangent vectors at M are written A·X·Aᵀ with X symmetric. A step X moves A to A·exp(X/2), along the geodesic; in these
/// coordinates parallel transport along that geodesic is the identity, so gradients of two iterates can be subtracted.
/// </remarks>
internal sealed record MeanFrame(Matrix Factor, Matrix Inverse)
{
    /// <summary>M = A·Aᵀ, symmetric to the last bit.</summary>
    public Matrix Mean() => SpectralFunction.Congruence(Factor, Matrix.Identity(Factor.Rows));

    /// <summary>The frame at the end of the geodesic that starts along a tangent vector.</summary>
    public MeanFrame Move(Matrix step)
    {
        (Matrix vectors, double[] values) = SpectralFunction.Decompose(step);
        Matrix forth = SpectralFunction.Of(vectors, values, static x => Math.Exp(0.5 * x));
        Matrix back = SpectralFunction.Of(vectors, values, static x => Math.Exp(-0.5 * x));
        return new MeanFrame(SpectralFunction.Product(Factor, forth), SpectralFunction.Product(back, Inverse));
    }

    /// <summary>The geometric mean of the arithmetic and the harmonic mean: exact for two matrices, near for more.</summary>
    /// <param name="arithmetic">The mean of the matrices.</param>
    /// <param name="inverses">The mean of their inverses.</param>
    public static MeanFrame Between(Matrix arithmetic, Matrix inverses)
    {
        (Matrix u, double[] alpha) = SpectralFunction.Decompose(arithmetic);
        Matrix root = SpectralFunction.Of(u, alpha, Math.Sqrt);
        Matrix inverseRoot = SpectralFunction.Of(u, alpha, static x => 1 / Math.Sqrt(x));
        (Matrix v, double[] xi) = SpectralFunction.Decompose(SpectralFunction.Congruence(root, inverses));
        Matrix forth = SpectralFunction.Of(v, xi, static x => 1 / Math.Sqrt(Math.Sqrt(x)));
        Matrix back = SpectralFunction.Of(v, xi, static x => Math.Sqrt(Math.Sqrt(x)));
        return new MeanFrame(SpectralFunction.Product(root, forth), SpectralFunction.Product(back, inverseRoot));
    }
}
