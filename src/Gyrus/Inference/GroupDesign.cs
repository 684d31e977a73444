using System.Numerics.Tensors;
using static System.FormattableString;

namespace Gyrus.Inference;

/// <summary>The numbers of a comparison that depend on groups and covariates alone, not on what is measured.</summary>
/// <remarks>
/// With Z the intercept and the covariates, g the indicator of the first group and q = R_Z g/‖R_Z g‖, the adjusted difference
/// is β = q·y/‖R_Z g‖ = a·y. HC2 weights are w = a²/(1 − h), h the leverages of [Z, g]: var β = Σ wᵢeᵢ².
/// </remarks>
internal sealed class GroupDesign
{
    public GroupDesign(TwoGroups groups, GroupVariance variance)
    {
        int n = groups.IsFirst.Count;
        Subjects = n;
        Nuisance = new OrthonormalDesign(n);
        Nuisance.Add(groups.Covariates);
        var full = new OrthonormalDesign(n);
        full.Add(groups.Covariates);
        double[] indicator = [.. groups.IsFirst.Select(isFirst => isFirst ? 1.0 : 0.0)];
        Length = full.Add($"group {groups.First} against {groups.Second}", indicator);
        Q = full.Q(full.Rank - 1).ToArray();
        ResidualDegrees = n - full.Rank;
        if (ResidualDegrees < 1)
        {
            throw new ArgumentException(
                Invariant(
                    $"{n} subjects cannot carry {full.Rank} columns (intercept, covariates and group): nothing would be left to estimate the noise from."
                )
            );
        }

        Complement = [.. Enumerable.Range(0, n).Select(i => 1 - Leverage(full, i))];
        if (variance == GroupVariance.Unequal)
        {
            Weights = WeightsOf();
            (GroupTrace, GroupSquares, GroupComplement) = Moments(full, groups.IsFirst);
        }
    }

    public int Subjects { get; }

    /// <summary>Intercept and covariates.</summary>
    public OrthonormalDesign Nuisance { get; }

    /// <summary>q, the direction of the group that the covariates do not explain.</summary>
    public double[] Q { get; }

    /// <summary>‖R_Z g‖.</summary>
    public double Length { get; }

    /// <summary>Subjects less columns.</summary>
    public int ResidualDegrees { get; }

    /// <summary>1 − h.</summary>
    public double[] Complement { get; }

    /// <summary>The HC2 weights, or null when variances are taken as equal.</summary>
    public double[]? Weights { get; }

    /// <summary>Σ_{i in group} Bᵢᵢ of B = R W R, for the second group and the first.</summary>
    public double[] GroupTrace { get; } = [];

    /// <summary>Σ_{i in group, j in group'} Bᵢⱼ².</summary>
    public double[,] GroupSquares { get; } = new double[0, 0];

    /// <summary>Σ_{i in group} (1 − hᵢ).</summary>
    public double[] GroupComplement { get; } = [];

    private static double Leverage(OrthonormalDesign design, int subject)
    {
        double sum = 0;
        for (int j = 0; j < design.Rank; j++)
        {
            sum += design.Q(j)[subject] * design.Q(j)[subject];
        }

        return sum;
    }

    private double[] WeightsOf()
    {
        double[] weights = new double[Subjects];
        for (int i = 0; i < Subjects; i++)
        {
            double a = Q[i] / Length;
            if (Complement[i] < 1e-10)
            {
                if (Math.Abs(a) * Length > 1e-7)
                {
                    throw new ArgumentException(
                        Invariant(
                            $"Subject {i} alone determines a coefficient (a site with one subject, say), so its variance cannot be estimated. Leave it out, or assume equal variances."
                        )
                    );
                }

                continue;
            }

            weights[i] = a * a / Complement[i];
        }

        return weights;
    }

    private (double[] Trace, double[,] Squares, double[] Complement) Moments(
        OrthonormalDesign full,
        IReadOnlyList<bool> isFirst
    )
    {
        // B = W − QQᵀW − WQQᵀ + Q(QᵀWQ)Qᵀ, column by column: R W R of the j-th unit vector.
        double[] trace = new double[2];
        double[,] squares = new double[2, 2];
        double[] complement = new double[2];
        double[] column = new double[Subjects];
        for (int j = 0; j < Subjects; j++)
        {
            Array.Clear(column);
            column[j] = 1;
            full.Residual(column);
            TensorPrimitives.Multiply<double>(column, Weights, column);
            full.Residual(column);
            int own = isFirst[j] ? 1 : 0;
            trace[own] += column[j];
            complement[own] += Complement[j];
            for (int i = 0; i < Subjects; i++)
            {
                squares[own, isFirst[i] ? 1 : 0] += column[i] * column[i];
            }
        }

        return (trace, squares, complement);
    }
}
