using System.Numerics.Tensors;

namespace Gyrus.Numerics;

/// <summary>Random orthogonal matrices of the Haar measure: no direction is preferred.</summary>
internal static class HaarOrthogonal
{
    /// <summary>One draw. Shape: size × size.</summary>
    /// <remarks>
    /// Q of a normal matrix is Haar once R has a positive diagonal, up to the sign of each column that the factorisation happens to choose; signs of
    /// their own chance remove that dependence. Pivoting does no harm: it looks at norms only, which a rotation keeps. Source: Mezzadri (2007),
    /// Notices of the AMS 54:592, arXiv:math-ph/0609050.
    /// </remarks>
    public static Matrix Draw(int size, Rng rng)
    {
        var normal = new Matrix(size, size);
        rng.FillNormal(normal.Values);
        Matrix q = PivotedQr.Basis(normal, tolerance: 0);
        for (int j = 0; j < size; j++)
        {
            if (rng.NextDouble() < 0.5)
            {
                Span<double> column = q.MutableColumn(j);
                TensorPrimitives.Negate(column, column);
            }
        }

        return q;
    }
}
