using System.Numerics.Tensors;
using Gyrus.Numerics;
using Gyrus.Optimization;
using static System.FormattableString;

namespace Gyrus.Covariance.Tangent;

/// <summary>
/// The geometric (Fréchet, Karcher) mean of symmetric positive definite matrices: the M that minimises
/// ½ mean_k d²(M, C_k) with d(M, C) = ‖log(M^-½ C M^-½)‖_F.
/// </summary>
/// <remarks>
/// <para>
/// Quasi-Newton steps along geodesics, from the geometric mean of the arithmetic and the harmonic mean. The variances are
/// brought to 1 first and put back at the end, which changes nothing but the rounding: the mean is congruence invariant.
/// </para>
/// <para>
/// Certificate: ‖mean_k log(M^-½ C_k M^-½)‖_F / √p, the norm of the gradient. The objective is strongly convex with constant
/// 1 along geodesics, so d(M, exact mean) is at most √p times the certificate: it is a relative error per direction.
/// </para>
/// <para>
/// Sources: Pennec, Fillard and Ayache (2006), Int. J. Computer Vision 66:41, doi:10.1007/s11263-005-3222-z; Bini and
/// Iannazzo (2013), Linear Algebra and its Applications 438:1700, doi:10.1016/j.laa.2011.08.052.
/// </para>
/// </remarks>
public sealed record GeometricMean
{
    /// <summary>Gets the certificate at which the fit stops. Positive. Default: 1e-8.</summary>
    public double Tolerance
    {
        get;
        init => field = Require.Positive(value, nameof(Tolerance));
    } = 1e-8;

    /// <summary>Gets the most steps. At least 0. Default: 100.</summary>
    public int MaxIterations
    {
        get;
        init => field = Require.AtLeast(0, value, nameof(MaxIterations));
    } = 100;

    /// <summary>Gets the number of matrices worked on at the same time. At least 1; the result does not depend on it. Default: 1.</summary>
    public int Threads
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Threads));
    } = 1;

    /// <summary>Computes the mean.</summary>
    /// <param name="matrices">One at least, of one size, symmetric and positive definite.</param>
    /// <param name="cancellationToken">Cancels between steps.</param>
    /// <exception cref="ArgumentException">No matrix; sizes differ; a matrix is not symmetric or not finite, or its diagonal not positive.</exception>
    /// <exception cref="NotPositiveDefiniteException">A matrix is not positive definite.</exception>
    public GeometricMeanFit Fit(IReadOnlyList<Matrix> matrices, CancellationToken cancellationToken = default)
    {
        RequireSymmetric(matrices);
        int p = matrices[0].Rows;
        double[] roots = Deviations(matrices);
        Matrix[] scaled = [.. matrices.Select(m => Rescaled(m, roots, static (x, d) => x / d))];
        var objective = new MeanObjective(scaled, Threads, cancellationToken);
        var descent = new MeanDescent(objective, Tolerance * Math.Sqrt(p));
        MeanPoint end = descent.Run(objective.At(Start(scaled, cancellationToken)), MaxIterations, cancellationToken);
        return new GeometricMeanFit
        {
            Mean = Rescaled(end.Frame.Mean(), roots, static (x, d) => x * d),
            Convergence = new Convergence
            {
                Method = "quasi-Newton along geodesics",
                Iterations = descent.Iterations,
                Objective = end.Objective,
                Certificate = TensorPrimitives.Norm(end.Gradient.AsSpan()) / Math.Sqrt(p),
                Tolerance = Tolerance,
            },
        };
    }

    private MeanFrame Start(Matrix[] matrices, CancellationToken cancellationToken)
    {
        Matrix[] inverses = PartLoop.Run(matrices.Length, Threads, k => InverseOf(matrices[k], k), cancellationToken);
        return MeanFrame.Between(MatrixMean.Of(matrices), MatrixMean.Of(inverses));
    }

    private static Matrix InverseOf(Matrix matrix, int index)
    {
        Matrix inverse = matrix.Copy();
        int pivot = LinearAlgebra.Current.Cholesky(inverse.Values, inverse.Rows);
        if (pivot >= 0)
        {
            throw new NotPositiveDefiniteException(
                Invariant(
                    $"A geometric mean needs positive definite matrices, but matrix {index} is not: its pivot {pivot} is not positive. Shrink it (LedoitWolf, Oas)."
                )
            );
        }

        LinearAlgebra.Current.CholeskyInverse(inverse.Values, inverse.Rows);
        return inverse;
    }

    /// <summary>The root of the mean variance of each region.</summary>
    private static double[] Deviations(IReadOnlyList<Matrix> matrices) =>
        [.. Enumerable.Range(0, matrices[0].Rows).Select(i => Math.Sqrt(matrices.Average(m => m[i, i])))];

    private static Matrix Rescaled(Matrix m, double[] roots, Func<double, double, double> by) =>
        Matrix.Create(m.Rows, m.Rows, (i, j) => by(m[i, j], roots[i] * roots[j]));

    private static void RequireSymmetric(IReadOnlyList<Matrix> matrices)
    {
        ArgumentNullException.ThrowIfNull(matrices);
        Require.AtLeast(1, matrices.Count, "matrices");
        for (int k = 0; k < matrices.Count; k++)
        {
            ArgumentNullException.ThrowIfNull(matrices[k]);
            Require.SameSize(matrices[0].Rows, matrices[k].Rows, "matrices of one size");
            Require.SameSize(matrices[0].Rows, matrices[k].Columns, "square matrices of one size");
            RequireSymmetric(matrices[k], k);
        }
    }

    private static void RequireSymmetric(Matrix m, int index)
    {
        for (int j = 0; j < m.Columns; j++)
        {
            if (!(m[j, j] > 0 && double.IsFinite(m[j, j])))
            {
                throw new ArgumentException(
                    Invariant(
                        $"A geometric mean needs positive finite diagonals, but entry ({j}, {j}) of matrix {index} is {m[j, j]}."
                    )
                );
            }

            for (int i = 0; i < j; i++)
            {
                double allowed = 1e-10 * Math.Sqrt(m[i, i] * m[j, j]);
                if (!(Math.Abs(m[i, j] - m[j, i]) <= allowed))
                {
                    throw new ArgumentException(
                        Invariant(
                            $"A geometric mean needs finite symmetric matrices, but entries ({i}, {j}) and ({j}, {i}) of matrix {index} are {m[i, j]} and {m[j, i]}."
                        )
                    );
                }
            }
        }
    }
}
