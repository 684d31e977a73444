using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance.GroupSparse;

/// <summary>The scores of given precisions, and the range of penalties that matters.</summary>
/// <remarks>
/// The dual point is Ω⁻¹ with its distance from S projected onto the feasible ball, entry by entry. Where that is not positive
/// definite, it is drawn towards S + t·(diag S − S), t = min(1, α/α_max), which is feasible for every S; so the bound holds for
/// any variances. It equals nilearn's gap where that one is valid. The solver's own certificate is tighter near the optimum:
/// docs/methods/group-sparse-covariance.md.
/// </remarks>
public static class GroupSparseScores
{
    private const int MaxShrinkages = 60;

    /// <summary>max_{i≠j} ‖(w_k S_k,ij)_k‖₂: from this penalty on, every precision is diagonal. 0 for one region.</summary>
    /// <exception cref="ArgumentException">There is no subject, regions differ, or a covariance is not usable.</exception>
    public static double AlphaMax(IReadOnlyList<SampleCovariance> covariances) =>
        GroupSparseProblem.Create(covariances, 0).AlphaMax;

    /// <summary>The smallest of the norms of <see cref="AlphaMax"/> that is not 0; 0 when all are.</summary>
    /// <exception cref="ArgumentException">There is no subject, regions differ, or a covariance is not usable.</exception>
    public static double AlphaMin(IReadOnlyList<SampleCovariance> covariances) =>
        GroupSparseProblem.Create(covariances, 0).AlphaMin;

    /// <summary>Scores precisions on covariances; the weights come from the sample numbers of the covariances.</summary>
    /// <exception cref="ArgumentException">Numbers of subjects or regions differ, or a covariance is not usable.</exception>
    /// <exception cref="NotPositiveDefiniteException">A precision is not positive definite.</exception>
    public static GroupSparseScore Evaluate(
        IReadOnlyList<Matrix> precisions,
        IReadOnlyList<SampleCovariance> covariances,
        double alpha
    )
    {
        ArgumentNullException.ThrowIfNull(precisions);
        var problem = GroupSparseProblem.Create(covariances, alpha);
        Require.SameSize(covariances.Count, precisions.Count, "one precision per subject");
        foreach (Matrix precision in precisions)
        {
            Require.SameSize(problem.Regions, precision.Rows, "one row of the precision per region");
            Require.SameSize(problem.Regions, precision.Columns, "one column of the precision per region");
        }

        double likelihood = LogLikelihood(precisions, covariances, problem.Weights);
        if (double.IsNegativeInfinity(likelihood))
        {
            throw new NotPositiveDefiniteException(
                "A precision that is to be scored is not positive definite, so it is no precision of any model."
            );
        }

        return new GroupSparseScore
        {
            LogLikelihood = likelihood,
            Objective = (alpha * Penalty(precisions)) - likelihood,
            DualBound = DualBound(problem, precisions),
        };
    }

    /// <summary>Σ_k w_k[log det Ω_k − ⟨S_k, Ω_k⟩] with weights that may come from other samples; −∞ when an Ω_k is not positive definite.</summary>
    internal static double LogLikelihood(
        IReadOnlyList<Matrix> precisions,
        IReadOnlyList<SampleCovariance> covariances,
        ReadOnlySpan<double> weights
    )
    {
        double sum = 0;
        double[] factor = new double[precisions[0].AsSpan().Length];
        for (int k = 0; k < precisions.Count; k++)
        {
            sum += weights[k] * LogLikelihood(precisions[k].AsSpan(), covariances[k].Values.AsSpan(), factor);
        }

        return sum;
    }

    /// <summary>log det Ω − ⟨S, Ω⟩ of one subject; −∞ when Ω is not positive definite.</summary>
    internal static double LogLikelihood(
        ReadOnlySpan<double> precision,
        ReadOnlySpan<double> covariance,
        double[] factor
    )
    {
        precision.CopyTo(factor);
        return LogDeterminant(factor) - TensorPrimitives.Dot(precision, covariance);
    }

    private static double Penalty(IReadOnlyList<Matrix> precisions)
    {
        int p = precisions[0].Rows;
        double sum = 0;
        for (int j = 0; j < p; j++)
        {
            for (int i = 0; i < p; i++)
            {
                double square = 0;
                for (int k = 0; i != j && k < precisions.Count; k++)
                {
                    square += precisions[k][i, j] * precisions[k][i, j];
                }

                sum += Math.Sqrt(square);
            }
        }

        return sum;
    }

    private static double DualBound(GroupSparseProblem problem, IReadOnlyList<Matrix> precisions)
    {
        Matrix[] steps = ProjectedResiduals(problem, precisions);
        double safe = problem.AlphaMax > 0 ? Math.Min(1, problem.Alpha / problem.AlphaMax) : 1;
        double shrinkage = 0;
        for (int attempt = 0; attempt < MaxShrinkages; attempt++)
        {
            double value = DualValue(problem, steps, shrinkage, safe);
            if (double.IsFinite(value))
            {
                return value;
            }

            shrinkage = shrinkage == 0 ? 1e-6 : 0.5 * (1 + shrinkage);
        }

        return DualValue(problem, steps, 1, safe);
    }

    /// <summary>R_k = Ω_k⁻¹ − S_k with a zero diagonal, scaled where ‖(w_k R_k,ij)_k‖ exceeds α.</summary>
    private static Matrix[] ProjectedResiduals(GroupSparseProblem problem, IReadOnlyList<Matrix> precisions)
    {
        int p = problem.Regions;
        Matrix[] residuals = [.. precisions.Select(m => m.Copy())];
        for (int k = 0; k < residuals.Length; k++)
        {
            LinearAlgebra.Current.Cholesky(residuals[k].Values, p);
            LinearAlgebra.Current.CholeskyInverse(residuals[k].Values, p);
            TensorPrimitives.Subtract(residuals[k].AsSpan(), problem.Covariance(k).AsSpan(), residuals[k].Values);
        }

        double[] norms = new double[p * p];
        for (int at = 0; at < norms.Length; at++)
        {
            double square = 0;
            for (int k = 0; k < residuals.Length; k++)
            {
                square += Math.Pow(problem.Weights[k] * residuals[k].Values[at], 2);
            }

            norms[at] = Math.Sqrt(square);
        }

        foreach (Matrix residual in residuals)
        {
            for (int at = 0; at < norms.Length; at++)
            {
                bool diagonal = at % (p + 1) == 0;
                double scale = norms[at] > problem.Alpha ? problem.Alpha / norms[at] : 1;
                residual.Values[at] = diagonal ? 0 : residual.Values[at] * scale;
            }
        }

        return residuals;
    }

    private static double DualValue(GroupSparseProblem problem, Matrix[] steps, double shrinkage, double safe)
    {
        int p = problem.Regions;
        double value = p;
        double[] b = new double[p * p];
        for (int k = 0; k < steps.Length; k++)
        {
            ReadOnlySpan<double> s = problem.Covariance(k).AsSpan();
            for (int at = 0; at < b.Length; at++)
            {
                double towardsDiagonal = at % (p + 1) == 0 ? 0 : -safe * s[at];
                b[at] = s[at] + ((1 - shrinkage) * steps[k].Values[at]) + (shrinkage * towardsDiagonal);
            }

            value += problem.Weights[k] * LogDeterminant(b);
        }

        return value;
    }

    private static double LogDeterminant(double[] matrix)
    {
        int p = (int)Math.Sqrt(matrix.Length);
        if (LinearAlgebra.Current.Cholesky(matrix, p) >= 0)
        {
            return double.NegativeInfinity;
        }

        double sum = 0;
        for (int at = 0; at < matrix.Length; at += p + 1)
        {
            sum += Math.Log(matrix[at]);
        }

        return 2 * sum;
    }
}
