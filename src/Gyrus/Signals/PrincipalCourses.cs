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

    /// <summary>The same of fewer signals than samples, by the eigenvectors v of XᵀX: Xv/√λ, and 0 where λ is 0.</summary>
    public static (Matrix Courses, double[] Eigenvalues) OfFew(Matrix x, int count)
    {
        int n = x.Columns;
        double[] vectors = new double[n * n];
        double[] values = new double[n];
        LinearAlgebra.Current.Gram(x.AsSpan(), x.Rows, n, vectors);
        LinearAlgebra.Current.SymmetricEigen(vectors, values, n);
        Array.Reverse(values);
        var courses = new Matrix(x.Rows, count);
        for (int k = 0; k < count; k++)
        {
            Span<double> course = courses.MutableColumn(k);
            ReadOnlySpan<double> vector = vectors.AsSpan((n - 1 - k) * n, n);
            double scale = values[k] > 1e-12 * values[0] ? 1 / Math.Sqrt(values[k]) : 0;
            for (int j = 0; j < n; j++)
            {
                TensorPrimitives.MultiplyAdd(x.Column(j), scale * vector[j], course, course);
            }

            double sign = TensorPrimitives.MaxMagnitude<double>(course) < 0 ? -1 : 1;
            TensorPrimitives.Multiply(course, sign, course);
        }

        return (courses, values);
    }
}
