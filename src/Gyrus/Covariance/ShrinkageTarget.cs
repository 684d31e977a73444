using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance;

/// <summary>The target of all our shrinkage: a diagonal of the mean variance.</summary>
internal static class ShrinkageTarget
{
    /// <summary>The mean variance μ = tr S / p.</summary>
    public static double MeanVariance(Matrix s)
    {
        double trace = 0;
        for (int i = 0; i < s.Rows; i++)
        {
            trace += s[i, i];
        }

        return trace / s.Rows;
    }

    /// <summary>(1 − s)·S + s·μ·I.</summary>
    public static CovarianceFit Shrink(SampleCovariance sample, double shrinkage)
    {
        Matrix shrunk = sample.Values.Copy();
        TensorPrimitives.Multiply(shrunk.AsSpan(), 1 - shrinkage, shrunk.Values);
        double added = shrinkage * MeanVariance(sample.Values);
        for (int i = 0; i < shrunk.Rows; i++)
        {
            shrunk[i, i] += added;
        }

        return new()
        {
            Covariance = SampleCovariance.Of(shrunk, sample.Samples),
            Shrinkage = shrinkage,
            Precision = Inverse(shrunk, shrinkage),
        };
    }

    /// <summary>The inverse of a shrunk matrix, or null where so little is shrunk that it may be singular to rounding.</summary>
    /// <remarks>The smallest eigenvalue is at least s·μ and the largest at most p·μ, so s alone can tell.</remarks>
    public static Matrix? Inverse(Matrix shrunk, double shrinkage)
    {
        int p = shrunk.Rows;
        if (!(shrinkage > 1e-9 * p))
        {
            return null;
        }

        Matrix inverse = shrunk.Copy();
        if (LinearAlgebra.Current.Cholesky(inverse.Values, p) >= 0)
        {
            return null;
        }

        LinearAlgebra.Current.CholeskyInverse(inverse.Values, p);
        return inverse;
    }
}
