using System.Numerics.Tensors;
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
        var sum = new Matrix(n, n);
        foreach (int[] rows in bootstraps)
        {
            Matrix filtered = Filtered(BootstrapCorrelation.Of(standardised, rows));
            TensorPrimitives.Add(sum.AsSpan(), filtered.AsSpan(), sum.Values);
        }

        Matrix covariance = Matrix.Create(n, n, (i, j) => sum[i, j] / bootstraps.Count * deviations[i] * deviations[j]);
        return DenseFit.Of(covariance, signals.Samples);
    }

    /// <summary>One minus the height at which two regions join, with the negative eigenvalues set to 0.</summary>
    private static Matrix Filtered(Matrix correlation)
    {
        if (!double.IsFinite(TensorPrimitives.SumOfMagnitudes(correlation.AsSpan())))
        {
            throw new EstimatorUndefinedException(
                "A region does not vary within a bootstrap of the samples, so it has no correlation there. Use more samples."
            );
        }

        Matrix vectors = Cophenetic(correlation);
        int n = correlation.Rows;

        // Joined regions that all correlate positively give a positive definite matrix: nothing is negative, and a factorisation says so cheaply.
        if (LinearAlgebra.Current.Cholesky(vectors.Copy().Values, n) < 0)
        {
            return vectors;
        }

        double[] values = new double[n];
        LinearAlgebra.Current.SymmetricEigen(vectors.Values, values, n);
        TensorPrimitives.Max(values, 0.0, values);
        double[] ones = new double[n];
        Array.Fill(ones, 1);
        return SpectralFit.Compose(vectors, values, ones);
    }

    private static Matrix Cophenetic(Matrix correlation)
    {
        int n = correlation.Rows;
        var distances = Matrix.Create(n, n, (i, j) => i == j ? 0 : 1 - correlation[i, j]);
        DendrogramMerge[] merges = Agglomeration.Merge(distances, Linkage.Average);
        var members = new int[(2 * n) - 1][];
        for (int i = 0; i < n; i++)
        {
            members[i] = [i];
        }

        var filtered = Matrix.Identity(n);
        for (int m = 0; m < merges.Length; m++)
        {
            int[] first = members[merges[m].First];
            int[] second = members[merges[m].Second];
            foreach (int i in first)
            {
                foreach (int j in second)
                {
                    filtered[i, j] = filtered[j, i] = 1 - merges[m].Height;
                }
            }

            members[n + m] = [.. first, .. second];
        }

        return filtered;
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
