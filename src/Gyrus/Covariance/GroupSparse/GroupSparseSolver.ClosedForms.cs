using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Covariance.GroupSparse;

internal static partial class GroupSparseSolver
{
    /// <summary>The optimum of one region alone, Σ w_k(1 + log S_k,ii).</summary>
    private static double SingleRegion(GroupSparseProblem problem, int region)
    {
        double value = 0;
        for (int k = 0; k < problem.Subjects; k++)
        {
            value += problem.Weights[k] * (1 + Math.Log(problem.Covariance(k)[region, region]));
        }

        return value;
    }

    /// <summary>α = 0: Ω_k = S_k⁻¹.</summary>
    private static GroupSparseSolution Unpenalised(GroupSparseProblem problem, GroupSparseStop stop)
    {
        int p = problem.Regions;
        var precisions = new Matrix[problem.Subjects];
        for (int k = 0; k < precisions.Length; k++)
        {
            Matrix inverse = problem.Covariance(k).Copy();
            int pivot = LinearAlgebra.Current.Cholesky(inverse.Values, p);
            if (pivot >= 0 || IsSingular(inverse, problem.Covariance(k)))
            {
                throw new NotPositiveDefiniteException(
                    Invariant(
                        $"With Alpha = 0 the optimum is the inverse of the sample covariance, but that of subject {k} is singular. Choose Alpha > 0; the data of this subject cannot support an unpenalised fit."
                    )
                );
            }

            LinearAlgebra.Current.CholeskyInverse(inverse.Values, p);
            precisions[k] = inverse;
        }

        GroupSparseBound bound = GroupSparseCertificate.Of(problem, precisions);
        return Summarise(precisions, "closed form", 0, (bound.Objective, bound.Dual), stop);
    }

    /// <summary>A pivot far below the variance it came from is rounding, not information.</summary>
    private static bool IsSingular(Matrix factor, Matrix covariance)
    {
        for (int j = 0; j < factor.Columns; j++)
        {
            if (factor[j, j] * factor[j, j] < 1e-13 * factor.Columns * covariance[j, j])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>An unfinished iterate with its edges halved until it is positive definite.</summary>
    private static double[][] TowardsDiagonal(GroupSparseProblem problem, double[][] omega)
    {
        int p = problem.Regions;
        double[] factor = new double[p * p];
        double[][] result = [.. omega.Select(a => (double[])a.Clone())];
        for (int k = 0; k < result.Length; k++)
        {
            double[] matrix = result[k];
            for (int j = 0; j < p; j++)
            {
                double diagonal = matrix[(j * p) + j];
                matrix[(j * p) + j] = diagonal > 0 ? diagonal : 1 / problem.Covariance(k)[j, j];
            }

            for (matrix.CopyTo(factor, 0); LinearAlgebra.Current.Cholesky(factor, p) >= 0; matrix.CopyTo(factor, 0))
            {
                for (int at = 0; at < matrix.Length; at++)
                {
                    matrix[at] = at % (p + 1) == 0 ? matrix[at] : 0.5 * matrix[at];
                }
            }
        }

        return result;
    }
}
