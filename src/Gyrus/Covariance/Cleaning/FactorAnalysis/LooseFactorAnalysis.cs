using Gyrus.Numerics;
using Gyrus.Optimization;

namespace Gyrus.Covariance.Cleaning;

/// <summary>Factor analysis as scikit-learn's defaults run it: expectation–maximisation from ψ = 1, stopped loosely, which regularises.</summary>
/// <remarks>
/// <para>
/// Stops when the log-likelihood of all T samples gains less than <see cref="Tolerance"/> in an iteration. Far from the maximum at many factors: its validation score there
/// is better than the maximum's, because of the stop. scikit-learn finds the factors by a randomised singular value decomposition; here it is a full one, so the
/// iterates agree with <c>svd_method="lapack"</c>, not bit for bit with the default.
/// </para>
/// <para>Certificate: the gain of the last iteration. The objective is the log-likelihood per sample.</para>
/// </remarks>
public sealed record LooseFactorAnalysis : CleaningEstimator
{
    /// <summary>Gets the number of factors r. At least 1.</summary>
    public required int Factors
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Factors));
    }

    /// <summary>Gets the gain of the total log-likelihood at which the iteration stops. Positive; 0.01.</summary>
    public double Tolerance
    {
        get;
        init => field = Require.Positive(value, nameof(Tolerance));
    } = 1e-2;

    /// <summary>Gets the most iterations. At least 1; 1000.</summary>
    public int MaxIterations
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(MaxIterations));
    } = 1000;

    /// <inheritdoc/>
    /// <exception cref="EstimatorUndefinedException">There are as many factors as regions, or as the rank of the sample.</exception>
    public override CovarianceFit Fit(PreparedSignals signals)
    {
        ArgumentNullException.ThrowIfNull(signals);
        FactorAnalysis.RequireRank(signals, Factors);
        SampleCovariance sample = SampleCovariance.OfSignals(signals.Signals);
        int n = sample.Regions;
        var point = new FactorPoint(n);
        double[] next = new double[n];
        double previous = double.NegativeInfinity;
        double gain = double.PositiveInfinity;
        int iterations = 0;
        while (iterations < MaxIterations)
        {
            point.Evaluate(sample.Values, Factors);
            iterations++;
            double likelihood = -0.5 * signals.Samples * ((n * Math.Log(2 * Math.PI)) + point.Objective);
            gain = likelihood - previous;
            previous = likelihood;
            if (gain < Tolerance || iterations == MaxIterations)
            {
                break;
            }

            Update(point, sample.Values, next);
            next.CopyTo(point.LogUniqueness, 0);
        }

        double[] scale = [.. point.LogUniqueness.Select(static t => Math.Exp(0.5 * t))];
        return new FactorModel(point.Vectors, point.ModelValues(), scale).Fit(signals.Samples) with
        {
            Choice = new HyperParameterChoice { Name = FactorAnalysisFamily.FactorsName, Value = Factors },
            Convergence = new Convergence
            {
                Method = "factor analysis by expectation-maximisation, loose",
                Iterations = iterations,
                Objective = previous / signals.Samples,
                Certificate = gain,
                Tolerance = Tolerance,
            },
        };
    }

    // ψᵢ ← Sᵢᵢ − Σ Lᵢₘ², L = Ψ^½ V₁ (W₁ − 1)^½, at least scikit-learn's 1e-12.
    private static void Update(FactorPoint point, Matrix sample, double[] next)
    {
        int n = next.Length;
        for (int i = 0; i < n; i++)
        {
            double sum = 0;
            for (int m = point.Rest; m < n; m++)
            {
                double v = point.Vectors[i, m];
                sum += (point.Values[m] - 1) * v * v;
            }

            next[i] = Math.Log(Math.Max(1e-12, sample[i, i] - (Math.Exp(point.LogUniqueness[i]) * sum)));
        }
    }
}
