using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>Builds the fit of a covariance that is not a map of the spectrum.</summary>
internal static class DenseFit
{
    /// <summary>The fit with its precision, or without where the covariance is not positive definite.</summary>
    public static CovarianceFit Of(Matrix covariance, int samples)
    {
        var symmetric = SampleCovariance.Of(covariance, samples);
        return new CovarianceFit { Covariance = symmetric, Precision = InverseOf(symmetric.Values) };
    }

    /// <summary>The inverse, or null where the matrix is not positive definite.</summary>
    public static Matrix? InverseOf(Matrix covariance)
    {
        Matrix inverse = covariance.Copy();
        if (LinearAlgebra.Current.Cholesky(inverse.Values, inverse.Rows) >= 0)
        {
            return null;
        }

        LinearAlgebra.Current.CholeskyInverse(inverse.Values, inverse.Rows);
        return inverse;
    }
}
