using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Signals;

/// <summary>The leading principal time courses of many signals: eigenvectors of XXᵀ.</summary>
internal static class PrincipalCourses
{
    /// <summary>The eigenvectors of XXᵀ of the largest eigenvalues, and all eigenvalues, largest first.</summary>
    /// <param name="x">Shape: samples × signals.</param>
    /// <param name="count">How many vectors, at most the number of samples. Their entry of largest magnitude is positive.</param>
    public static (Matrix Courses, double[] Eigenvalues) Of(Matrix x, int count)
    {
        Matrix bySignal = x.Transpose();
        double[] vectors = new double[x.Rows * x.Rows];
        double[] values = new double[x.Rows];
        LinearAlgebra.Current.Gram(bySignal.AsSpan(), bySignal.Rows, bySignal.Columns, vectors);
        LinearAlgebra.Current.SymmetricEigen(vectors, values, x.Rows);
        var courses = new Matrix(x.Rows, count);
        for (int k = 0; k < count; k++)
        {
            ReadOnlySpan<double> vector = vectors.AsSpan((x.Rows - 1 - k) * x.Rows, x.Rows);
            double sign = TensorPrimitives.MaxMagnitude(vector) < 0 ? -1 : 1;
            TensorPrimitives.Multiply(vector, sign, courses.MutableColumn(k));
        }

        Array.Reverse(values);
        return (courses, values);
    }
}
