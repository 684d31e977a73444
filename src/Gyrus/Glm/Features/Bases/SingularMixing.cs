using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Glm.Features;

/// <summary>The mixture VΣ⁻¹ that makes columns orthonormal, by one-sided Jacobi rotations: small singular values keep their digits.</summary>
/// <remarks>Source: Golub and Van Loan (2013), Matrix Computations, 4th ed., §8.6.3.</remarks>
internal static class SingularMixing
{
    /// <summary>VΣ⁻¹ of A = UΣVᵀ, columns by falling singular value, or null where the rank is not full.</summary>
    public static Matrix? Of(Matrix a)
    {
        Matrix u = a.Copy();
        var v = Matrix.Identity(a.Columns);
        for (int sweep = 0; sweep < 60 && Sweep(u, v); sweep++)
        {
            // Until no pair of columns turns.
        }

        double[] norms = [.. Enumerable.Range(0, a.Columns).Select(j => TensorPrimitives.Norm(u.Column(j)))];
        int[] order = [.. Enumerable.Range(0, a.Columns).OrderByDescending(j => norms[j])];
        return norms.Min() > 1e-12 * norms.Max()
            ? Matrix.Create(a.Columns, a.Columns, (i, j) => v[i, order[j]] * Scale(u, order[j], norms))
            : null;
    }

    private static double Scale(Matrix u, int column, double[] norms) =>
        (TensorPrimitives.Sum(u.Column(column)) < 0 ? -1 : 1) / norms[column];

    private static bool Sweep(Matrix u, Matrix v)
    {
        bool turned = false;
        for (int p = 0; p < u.Columns; p++)
        {
            for (int q = p + 1; q < u.Columns; q++)
            {
                double alpha = TensorPrimitives.SumOfSquares(u.Column(p));
                double beta = TensorPrimitives.SumOfSquares(u.Column(q));
                double gamma = TensorPrimitives.Dot(u.Column(p), u.Column(q));
                if (Math.Abs(gamma) <= 1e-15 * Math.Sqrt(alpha * beta))
                {
                    continue;
                }

                double zeta = (beta - alpha) / (2 * gamma);
                double tan = (zeta < 0 ? -1 : 1) / (Math.Abs(zeta) + Math.Sqrt(1 + (zeta * zeta)));
                double cos = 1 / Math.Sqrt(1 + (tan * tan));
                Rotate(u.MutableColumn(p), u.MutableColumn(q), cos, cos * tan);
                Rotate(v.MutableColumn(p), v.MutableColumn(q), cos, cos * tan);
                turned = true;
            }
        }

        return turned;
    }

    private static void Rotate(Span<double> x, Span<double> y, double cos, double sin)
    {
        for (int i = 0; i < x.Length; i++)
        {
            (x[i], y[i]) = ((cos * x[i]) - (sin * y[i]), (sin * x[i]) + (cos * y[i]));
        }
    }
}
