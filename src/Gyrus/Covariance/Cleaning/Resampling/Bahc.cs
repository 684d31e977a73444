using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>
/// BAHC: the mean, over bootstraps of the samples, of correlation matrices filtered by average-linkage clustering; it looks for nested modules.
/// </summary>
/// <remarks>
/// <para>
/// Each bootstrap draws T samples with replacement, clusters the regions by the distance 1 − r, and replaces the correlation of two
/// regions by one minus the height at which they join. Negative eigenvalues of a filtered matrix are set to 0 before the mean. The estimate is
/// brought back to the units of the signals by their standard deviations. It keeps nothing of the sample's eigenvectors.
/// </para>
/// <para>Sources: Bongiorno and Challet (2021), PLoS ONE 16:e0245092, doi:10.1371/journal.pone.0245092 (arXiv:2003.05807).</para>
/// </remarks>
public sealed record Bahc : CleaningEstimator
{
    /// <summary>Gets the number of bootstraps. At least 1; 100.</summary>
    public int Bootstraps
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Bootstraps));
    } = 100;

    /// <summary>Gets the seed of the bootstraps. Default: 0.</summary>
    public ulong Seed { get; init; }

    /// <inheritdoc/>
    public override CovarianceFit Fit(PreparedSignals signals)
    {
        ArgumentNullException.ThrowIfNull(signals);
        return Fit(
            signals,
            [.. Enumerable.Range(0, Bootstraps).Select(b => Draw(signals.Samples, Rng.ForPart(Seed, b)))]
        );
    }

    /// <summary>The estimate from given bootstraps: the rows of each.</summary>
    internal static CovarianceFit Fit(PreparedSignals signals, IReadOnlyList<int[]> bootstraps)
    {
        int n = signals.Regions;
        (Matrix standardised, double[] deviations) = StandardisedEstimator.Standardise(signals.Signals);
        var correlations = new BootstrapCorrelation(standardised);
        var clustered = new ClusteredCorrelation(n);
        double[] correlation = new double[n * n];
        foreach (int[] rows in bootstraps)
        {
            correlations.Of(rows, correlation);
            clustered.Add(correlation);
        }

        Matrix mean = clustered.Mean(bootstraps.Count);
        Matrix covariance = Matrix.Create(n, n, (i, j) => mean[i, j] * deviations[i] * deviations[j]);
        return DenseFit.Of(covariance, signals.Samples);
    }

    private static int[] Draw(int count, Rng rng)
    {
        int[] rows = new int[count];
        for (int i = 0; i < count; i++)
        {
            rows[i] = rng.NextInt(count);
        }

        return rows;
    }
}
