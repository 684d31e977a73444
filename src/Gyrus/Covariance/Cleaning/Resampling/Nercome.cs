using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Covariance.Cleaning;

/// <summary>
/// NERCOME: the samples are split at random many times; the first part gives eigenvectors P, the second the variances along them, and the
/// estimate is the mean of P diag(Pᵀ S₂ P) Pᵀ over the splits.
/// </summary>
/// <remarks>
/// <para>
/// Unlike <see cref="CrossValidatedEigenvalues"/> the mean also averages eigenvectors. Positive definite when the splits together see every direction.
/// The splits are random in time, so neighbours leak in autocorrelated series: there the variances come out too small for noise directions.
/// </para>
/// <para>Source: Lam (2016), Annals of Statistics 44:928, doi:10.1214/15-AOS1393.</para>
/// </remarks>
public sealed record Nercome : CleaningEstimator
{
    /// <summary>Gets the number of splits. At least 1; 50.</summary>
    public int Splits
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Splits));
    } = 50;

    /// <summary>Gets the share of the samples that gives the eigenvectors. Between 0.1 and 0.9; 2/3.</summary>
    public double VectorShare
    {
        get;
        init => field = Require.Between(0.1, 0.9, value, nameof(VectorShare));
    } = 2.0 / 3;

    /// <summary>Gets the seed of the splits. Default: 0.</summary>
    public ulong Seed { get; init; }

    /// <inheritdoc/>
    public override CovarianceFit Fit(PreparedSignals signals)
    {
        ArgumentNullException.ThrowIfNull(signals);
        int samples = signals.Samples;
        int first = (int)(VectorShare * samples);
        if (first < 2 || samples - first < 2)
        {
            throw new EstimatorUndefinedException(
                Invariant(
                    $"NERCOME needs two samples in both parts of a split, but {samples} samples give {first} and {samples - first}."
                )
            );
        }

        return Fit(
            signals,
            first,
            [.. Enumerable.Range(0, Splits).Select(k => Rng.ForPart(Seed, k).Permutation(samples))]
        );
    }

    /// <summary>The estimate from given orders of the samples, whose first <paramref name="first"/> give the eigenvectors.</summary>
    internal static CovarianceFit Fit(PreparedSignals signals, int first, IReadOnlyList<int[]> orders)
    {
        var splits = new SplitVariances(signals.Signals);
        foreach (int[] order in orders)
        {
            splits.Add(order, first);
        }

        return DenseFit.Of(splits.Mean(orders.Count), signals.Samples);
    }
}
