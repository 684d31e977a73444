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

        return new() { Covariance = SampleCovariance.Of(shrunk, sample.Samples), Shrinkage = shrinkage };
    }
}
