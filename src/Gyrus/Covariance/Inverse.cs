using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Covariance;

/// <summary>The inverse of a covariance, and what follows from it, refused where it would be numerical garbage.</summary>
public static class Inverse
{
    /// <summary>Directions with less than this share of the largest variance are rounding: files hold 7 to 8 digits.</summary>
    private const double RankFloor = 1e-10;

    private const string SparseAdvice =
        "Shrink it (LedoitWolf, Oas), estimate a sparse precision (GraphicalLasso, GroupSparseCovariance), or use fewer regions.";

    /// <summary>The precision Θ = S⁻¹. Shape: regions × regions, symmetric to the last bit.</summary>
    /// <remarks>
    /// The rank is that of the correlation matrix, so that units do not matter: the number of eigenvalues above
    /// 1e-10 of the largest. A covariance of lower rank has no inverse, although a factorisation may still "succeed" on the
    /// rounding errors of the arithmetic or of the file; so the eigenvalues decide.
    /// </remarks>
    /// <exception cref="NotPositiveDefiniteException">The covariance is singular: the message gives its rank and what to do.</exception>
    /// <exception cref="ArgumentException">A region does not vary, or a value is not finite.</exception>
    public static Matrix Precision(SampleCovariance covariance)
    {
        ArgumentNullException.ThrowIfNull(covariance);
        SubjectCheck.Covariance(covariance, subject: null);
        (Matrix correlation, double[] deviations) = Normalised(covariance.Values);
        RequireFullRank(correlation, covariance.Samples, "", "inverse", SparseAdvice);
        Matrix precision = correlation;
        LinearAlgebra.Current.Cholesky(precision.Values, precision.Rows);
        LinearAlgebra.Current.CholeskyInverse(precision.Values, precision.Rows);
        for (int j = 0; j < precision.Columns; j++)
        {
            for (int i = 0; i < precision.Rows; i++)
            {
                precision[i, j] /= deviations[i] * deviations[j];
            }
        }

        return precision;
    }

    /// <summary>The precision of a fit: its own where it has one, else the inverse; refused where the covariance is singular to rounding.</summary>
    /// <exception cref="NotPositiveDefiniteException">The covariance is singular: the message gives its rank and what to do.</exception>
    internal static Matrix PrecisionOf(CovarianceFit fit)
    {
        if (fit.Precision is not { } precision)
        {
            return Precision(fit.Covariance);
        }

        SubjectCheck.Covariance(fit.Covariance, subject: null);
        Matrix correlation = Normalised(fit.Covariance.Values).Correlation;
        RequireFullRank(correlation, fit.Covariance.Samples, "", "inverse", SparseAdvice);
        return precision;
    }

    /// <summary>The correlation matrix of a covariance, Sᵢⱼ / √(Sᵢᵢ Sⱼⱼ), with a diagonal of exactly 1.</summary>
    /// <exception cref="ArgumentException">A diagonal entry is not positive.</exception>
    public static Matrix Correlation(Matrix covariance)
    {
        ArgumentNullException.ThrowIfNull(covariance);
        return Normalised(covariance).Correlation;
    }

    /// <summary>The partial correlations of a precision, −Θᵢⱼ / √(Θᵢᵢ Θⱼⱼ), with a diagonal of exactly 1.</summary>
    /// <exception cref="ArgumentException">A diagonal entry is not positive.</exception>
    public static Matrix PartialCorrelation(Matrix precision)
    {
        ArgumentNullException.ThrowIfNull(precision);
        Matrix partial = Normalised(precision).Correlation;
        for (int j = 0; j < partial.Columns; j++)
        {
            for (int i = 0; i < partial.Rows; i++)
            {
                // 0 − x, not −x: an absent edge must not become −0.
                partial[i, j] = i == j ? 1 : 0 - partial[i, j];
            }
        }

        return partial;
    }

    /// <summary>The same fit, when its covariance has a logarithm, that is an inverse too; the message names whose it is.</summary>
    /// <exception cref="NotPositiveDefiniteException">The covariance is singular.</exception>
    internal static CovarianceFit Regular(CovarianceFit fit, string whose)
    {
        // With the weight s of μI the correlations have eigenvalues from s/p to p, as no variance exceeds pμ.
        double p = fit.Covariance.Regions;
        if (fit.Shrinkage > RankFloor * p * p)
        {
            return fit;
        }

        RequireFullRank(
            Normalised(fit.Covariance.Values).Correlation,
            fit.Covariance.Samples,
            $" in {whose}",
            "logarithm",
            "Use an estimator that shrinks (LedoitWolf, Oas), or fewer regions."
        );
        return fit;
    }

    private static (Matrix Correlation, double[] Deviations) Normalised(Matrix matrix)
    {
        Require.SameSize(matrix.Rows, matrix.Columns, "a square matrix");
        double[] deviations = new double[matrix.Rows];
        for (int i = 0; i < matrix.Rows; i++)
        {
            double variance = matrix[i, i];
            deviations[i] =
                variance > 0 && double.IsFinite(variance)
                    ? Math.Sqrt(variance)
                    : throw new ArgumentException(
                        Invariant($"The diagonal must be positive and finite, but entry {i} is {variance}.")
                    );
        }

        Matrix correlation = Matrix.Create(
            matrix.Rows,
            matrix.Rows,
            (i, j) => i == j ? 1 : matrix[i, j] / (deviations[i] * deviations[j])
        );
        return (correlation, deviations);
    }

    private static void RequireFullRank(Matrix correlation, int samples, string where, string lacking, string advice)
    {
        int p = correlation.Rows;
        double[] eigenvalues = new double[p];
        LinearAlgebra.Current.SymmetricEigenvalues(correlation.Copy().Values, eigenvalues, p);
        double floor = RankFloor * eigenvalues[^1];
        int rank = eigenvalues.Count(value => value > floor);
        if (rank == p)
        {
            return;
        }

        string why =
            samples <= p
                ? Invariant($"{samples} samples give a rank of at most {samples - 1}")
                : Invariant(
                    $"although there are {samples} samples, filtering or confound regression has left only {rank} independent ones, or some regions are combinations of others"
                );
        throw new NotPositiveDefiniteException(
            Invariant($"The covariance of {p} regions{where} has rank {rank} and so no {lacking}: {why}. {advice}")
        );
    }
}
