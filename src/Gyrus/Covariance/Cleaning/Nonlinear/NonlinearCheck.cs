using static System.FormattableString;

namespace Gyrus.Covariance.Cleaning;

/// <summary>What both nonlinear shrinkages of Ledoit and Wolf require of a spectrum.</summary>
internal static class NonlinearCheck
{
    /// <summary>The number of eigenvalues that are not null: N where there are enough degrees of freedom n, else n.</summary>
    /// <exception cref="EstimatorUndefinedException">The rank is another one than N and n allow.</exception>
    public static int NonNull(ReadOnlySpan<double> eigenvalues, double degrees, string method)
    {
        int n = eigenvalues.Length;
        if (n <= degrees)
        {
            SpectrumCheck.FullRank(eigenvalues, method);
            return n;
        }

        int rank = SpectrumCheck.Rank(eigenvalues);
        return rank == degrees
            ? rank
            : throw new EstimatorUndefinedException(
                Invariant(
                    $"{method} expects rank {Math.Floor(degrees)} of {degrees + 1:0.#} independent samples of {n} regions, but the sample covariance has rank {rank}: the samples are autocorrelated or filtered, or some regions are combinations of others."
                )
            );
    }
}
