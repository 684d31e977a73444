using Gyrus.Numerics;
using Gyrus.Optimization;
using static System.FormattableString;

namespace Gyrus.Covariance.Cleaning;

/// <summary>Factor analysis by maximum likelihood: C = LLᵀ + diag(ψ) with r columns of L.</summary>
/// <remarks>
/// <para>
/// The likelihood of the centred samples is maximised over L in closed form and over ln ψ by Newton steps (docs/methods/factor-analysis.md). The fit does not depend on
/// the units of a region. ψᵢ is bounded below by a share of the variance of the region; a region at the bound (Heywood case) is named in a warning.
/// </para>
/// <para>
/// Certificate: the largest slope of −2 log-likelihood per sample in ln ψᵢ, 0 at a stationary point; where ψᵢ is at its bound, a slope
/// that pushes against it does not count. The likelihood is not concave: a stationary point is not proved to be the best one. An iteration is a Newton step. The objective
/// is the log-likelihood per sample.
/// </para>
/// <para>
/// Sources: Jöreskog (1967), Psychometrika 32:443, doi:10.1007/BF02289658; Lawley and Maxwell (1971), Factor Analysis as a Statistical Method; Ledermann (1937), Psychometrika 2:85,
/// doi:10.1007/BF02288062 (which ranks are identified).
/// </para>
/// </remarks>
public sealed record FactorAnalysis : CleaningEstimator
{
    /// <summary>Gets the number of factors r. At least 1, below the number of regions and the rank of the sample.</summary>
    public required int Factors
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Factors));
    }

    /// <summary>Gets the slope at which the fit stops, see the certificate. Positive; 1e-8.</summary>
    public double Tolerance
    {
        get;
        init => field = Require.Positive(value, nameof(Tolerance));
    } = 1e-8;

    /// <summary>Gets the most Newton steps. At least 1; 500.</summary>
    public int MaxIterations
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(MaxIterations));
    } = 500;

    /// <summary>Gets the least ψᵢ as a share of the variance of region i. In (0, 1]; 0.005.</summary>
    public double LeastUniqueness
    {
        get;
        init => field = Require.Between(1e-12, 1, value, nameof(LeastUniqueness));
    } = 0.005;

    /// <summary>The largest r that the Ledermann bound (N − r)² ≥ N + r leaves identified, at least 1.</summary>
    /// <param name="regions">N.</param>
    public static int MostIdentified(int regions)
    {
        double bound = 0.5 * ((2.0 * regions) + 1 - Math.Sqrt((8.0 * regions) + 1));
        return Math.Max(1, (int)Math.Floor(bound + 1e-9));
    }

    /// <inheritdoc/>
    /// <exception cref="EstimatorUndefinedException">There are as many factors as regions, or as the rank of the sample.</exception>
    public override CovarianceFit Fit(PreparedSignals signals)
    {
        ArgumentNullException.ThrowIfNull(signals);
        RequireRank(signals, Factors);
        var path = new FactorPath(SampleCovariance.OfSignals(signals.Signals), LeastUniqueness);
        int iterations = path.Fit(Factors, Tolerance, MaxIterations);
        return path.Model().Fit(signals.Samples) with
        {
            Choice = new HyperParameterChoice { Name = FactorAnalysisFamily.FactorsName, Value = Factors },
            Convergence = new Convergence
            {
                Method = "factor analysis by Newton steps",
                Iterations = iterations,
                Objective = path.LogLikelihood,
                Certificate = path.Slope,
                Tolerance = Tolerance,
            },
            Warnings = [.. Warnings(path, signals.Regions)],
        };
    }

    /// <summary>Whether the likelihood of r factors is bounded on these samples.</summary>
    internal static bool IsDefined(PreparedSignals signals, int factors) =>
        factors < signals.Regions && factors < signals.Spectrum(SampleScaling.Centred).Rank;

    internal static void RequireRank(PreparedSignals signals, int factors)
    {
        if (!IsDefined(signals, factors))
        {
            throw new EstimatorUndefinedException(
                Invariant(
                    $"{factors} factors need more than {factors} regions and a sample of a higher rank, but there are {signals.Regions} regions and the rank is {signals.Spectrum(SampleScaling.Centred).Rank}: the likelihood has no bound."
                )
            );
        }
    }

    private IEnumerable<string> Warnings(FactorPath path, int regions)
    {
        int[] bounded = [.. path.Bounded];
        if (bounded.Length > 0)
        {
            yield return Invariant(
                $"{bounded.Length} of {regions} regions have a unique variance at its bound of {LeastUniqueness} of their variance (Heywood cases): {string.Join(", ", bounded)}."
            );
        }

        if (Factors > MostIdentified(regions))
        {
            yield return Invariant(
                $"{Factors} factors of {regions} regions are more than the {MostIdentified(regions)} that are identified: several unique variances fit equally well."
            );
        }
    }
}
