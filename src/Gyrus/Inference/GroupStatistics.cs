using System.Numerics.Tensors;
using Gyrus.Numerics;
using Gyrus.Numerics.Distributions;
using static System.FormattableString;

namespace Gyrus.Inference;

/// <summary>The statistics of every feature as observed, and the residuals that permutations draw from.</summary>
internal sealed class GroupStatistics
{
    /// <summary>Below this part of a feature's spread, what is left within the groups is rounding.</summary>
    private const double Rounding = 1e-12;

    private readonly double[][] _columns;

    private GroupStatistics(Matrix residuals)
    {
        Residuals = residuals;
        _columns = [.. Enumerable.Range(0, 9).Select(_ => NotTested(residuals.Columns))];
    }

    /// <summary>The residuals on intercept and covariates. Shape: subjects × features.</summary>
    public Matrix Residuals { get; }

    /// <summary>The features that vary.</summary>
    public int[] Tested { get; private set; } = [];

    /// <summary>t, one per feature.</summary>
    public ReadOnlySpan<double> T => _columns[0];

    private double[] Degrees => _columns[1];

    private double[] P => _columns[2];

    private double[] Difference => _columns[3];

    private double[] Low => _columns[4];

    private double[] High => _columns[5];

    private double[] HedgesG => _columns[6];

    private double[] FirstMean => _columns[7];

    private double[] SecondMean => _columns[8];

    public static GroupStatistics Of(Matrix features, TwoGroups groups, GroupDesign design, double confidence)
    {
        var statistics = new GroupStatistics(features.Copy());
        var tested = new List<int>();
        double[] within = new double[features.Rows];
        double unbiased = Unbiased(design.ResidualDegrees);
        for (int f = 0; f < features.Columns; f++)
        {
            statistics.SetMeans(features.Column(f), groups, f);
            Span<double> e = statistics.Residuals.MutableColumn(f);
            double scale = TensorPrimitives.Norm<double>(e);
            design.Nuisance.Residual(e);
            double along = TensorPrimitives.Dot<double>(design.Q, e);
            TensorPrimitives.MultiplyAdd(design.Q, -along, e, within);
            if (TensorPrimitives.Norm<double>(within) > Rounding * scale)
            {
                tested.Add(f);
                statistics.Set(f, along, within, (groups, design, confidence, unbiased));
            }
        }

        statistics.Tested = [.. tested];
        return statistics;
    }

    public GroupComparisonResult ToResult(
        TwoGroups groups,
        GroupComparison options,
        PermutationPlan? plan,
        PermutationCounts? counts
    )
    {
        double[] alone = NotTested(T.Length);
        double[] family = NotTested(T.Length);
        if (plan is not null && counts is not null)
        {
            double[] largest = [.. counts.LargestT.Order()];
            foreach (int f in Tested)
            {
                alone[f] = plan.PValue(counts.AtLeast[f]);
                family[f] = plan.PValue(largest.Length - Below(largest, MaxPermutation.Floor(T[f])));
            }
        }

        return new GroupComparisonResult
        {
            Groups = groups,
            Options = options,
            FirstMean = FirstMean,
            SecondMean = SecondMean,
            Difference = Difference,
            Low = Low,
            High = High,
            T = _columns[0],
            DegreesOfFreedom = Degrees,
            P = P,
            PFdr = FalseDiscoveryRate.Adjust(P),
            PPermutation = alone,
            PFwe = family,
            HedgesG = HedgesG,
            LargestT = counts?.LargestT ?? [],
            Exact = plan?.IsExact ?? false,
            Untested = [.. Enumerable.Range(0, T.Length).Except(Tested)],
        };
    }

    private static double[] NotTested(int features)
    {
        double[] values = new double[features];
        Array.Fill(values, double.NaN);
        return values;
    }

    /// <summary>How many of the ascending values are below a limit.</summary>
    private static int Below(double[] ascending, double limit)
    {
        (int low, int high) = (0, ascending.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = ascending[middle] < limit ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>J(ν) = Γ(ν/2)/(√(ν/2)·Γ((ν − 1)/2)); one degree of freedom has none.</summary>
    private static double Unbiased(int degrees) =>
        degrees < 2
            ? double.NaN
            : Math.Exp(-GammaFunction.LogRatio(0.5 * (degrees - 1), 0.5)) / Math.Sqrt(0.5 * degrees);

    private void SetMeans(ReadOnlySpan<double> y, TwoGroups groups, int feature)
    {
        (double first, double second) = (0, 0);
        for (int i = 0; i < y.Length; i++)
        {
            if (!double.IsFinite(y[i]))
            {
                throw new ArgumentException(
                    Invariant($"Feature {feature} of subject {i} must be finite, but is {y[i]}.")
                );
            }

            first += groups.IsFirst[i] ? y[i] : 0;
            second += groups.IsFirst[i] ? 0 : y[i];
        }

        FirstMean[feature] = first / groups.Size(first: true);
        SecondMean[feature] = second / groups.Size(first: false);
    }

    private void Set(
        int f,
        double along,
        double[] within,
        (TwoGroups Groups, GroupDesign Design, double Confidence, double Unbiased) of
    )
    {
        GroupDesign design = of.Design;
        double residual = TensorPrimitives.SumOfSquares<double>(within) / design.ResidualDegrees;
        Difference[f] = along / design.Length;
        double error = Math.Sqrt(residual) / design.Length;
        Degrees[f] = design.ResidualDegrees;
        if (design.Weights is { } weights)
        {
            error = Math.Sqrt(Weighted(weights, within));
            Degrees[f] = Satterthwaite(within, of.Groups, design);
        }

        _columns[0][f] = Difference[f] / error;
        P[f] = StudentT.TwoSidedP(_columns[0][f], Degrees[f]);
        double reach = error * StudentT.TwoSidedQuantile(1 - of.Confidence, Degrees[f]);
        (Low[f], High[f]) = (Difference[f] - reach, Difference[f] + reach);
        HedgesG[f] = of.Unbiased * Difference[f] / Math.Sqrt(residual);
    }

    private static double Weighted(double[] weights, double[] e)
    {
        double sum = 0;
        for (int i = 0; i < e.Length; i++)
        {
            sum += weights[i] * e[i] * e[i];
        }

        return sum;
    }

    /// <summary>tr(BΣ)²/tr(BΣBΣ), Σ the variances that the residuals of each group show; Welch's without covariates.</summary>
    private static double Satterthwaite(double[] e, TwoGroups groups, GroupDesign design)
    {
        double[] variance = new double[2];
        for (int i = 0; i < e.Length; i++)
        {
            variance[groups.IsFirst[i] ? 1 : 0] += e[i] * e[i];
        }

        (double mean, double square) = (0, 0);
        for (int g = 0; g < 2; g++)
        {
            variance[g] /= design.GroupComplement[g];
            mean += variance[g] * design.GroupTrace[g];
        }

        for (int g = 0; g < 2; g++)
        {
            for (int h = 0; h < 2; h++)
            {
                square += variance[g] * variance[h] * design.GroupSquares[g, h];
            }
        }

        return mean * mean / square;
    }
}
