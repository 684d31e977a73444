using static System.FormattableString;

namespace Gyrus.Covariance.Cleaning;

/// <summary>What maps of the spectrum require, and how a spectrum that has it not is refused.</summary>
internal static class SpectrumCheck
{
    /// <summary>The number of eigenvalues above <see cref="SampleSpectrum.RankFloor"/> of the largest.</summary>
    public static int Rank(ReadOnlySpan<double> eigenvalues)
    {
        double floor = SampleSpectrum.RankFloor * eigenvalues[0];
        int rank = eigenvalues.Length;
        while (rank > 0 && !(eigenvalues[rank - 1] > floor))
        {
            rank--;
        }

        return rank;
    }

    /// <summary>More (effective) samples than regions, and no null eigenvalue.</summary>
    /// <exception cref="EstimatorUndefinedException">It is not so.</exception>
    public static void MoreSamplesThanRegions(ReadOnlySpan<double> eigenvalues, double samples, string method)
    {
        if (!(samples > eigenvalues.Length))
        {
            throw new EstimatorUndefinedException(
                Invariant(
                    $"{method} needs more independent samples than regions, but there are {samples:0.#} for {eigenvalues.Length} (q = {eigenvalues.Length / samples:0.##})."
                )
            );
        }

        FullRank(eigenvalues, method);
    }

    /// <summary>No null eigenvalue.</summary>
    /// <exception cref="EstimatorUndefinedException">There is one.</exception>
    public static void FullRank(ReadOnlySpan<double> eigenvalues, string method)
    {
        int rank = Rank(eigenvalues);
        if (rank < eigenvalues.Length)
        {
            throw new EstimatorUndefinedException(
                Invariant(
                    $"{method} needs a sample covariance of full rank, but that of {eigenvalues.Length} regions has rank {rank}: there are too few samples, filtering or confound regression has removed independent ones, or some regions are combinations of others."
                )
            );
        }
    }
}
