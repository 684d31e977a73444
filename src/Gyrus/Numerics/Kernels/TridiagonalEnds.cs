namespace Gyrus.Numerics.Kernels;

/// <summary>What the two QL iterations share: which end comes first, when an entry is nothing, and how failure reads.</summary>
internal static unsafe class TridiagonalEnds
{
    /// <summary>
    /// So many sweeps an entry must be small beside its neighbours, which keeps graded spectra; then beside the largest,
    /// since rounding can stir a cluster at the level of the rounding error for ever.
    /// </summary>
    public const int PatientSweeps = 10;

    /// <summary>The matrix is scaled to entries about 1, so what lies below this is nothing; its square underflows.</summary>
    public const double Negligible = 1e-140;

    /// <summary>Turns the matrix end for end when it begins with the large entries: QL wants the small ones first.</summary>
    /// <returns>Whether it was turned.</returns>
    public static bool SmallFirst(double* d, double* e, int n)
    {
        if (Math.Abs(d[0]) <= Math.Abs(d[n - 1]))
        {
            return false;
        }

        new Span<double>(d, n).Reverse();
        new Span<double>(e, n - 1).Reverse();
        return true;
    }

    /// <summary>The largest |dᵢ| + |eᵢ|.</summary>
    public static double Norm(double* d, double* e, int n)
    {
        double norm = Math.Abs(d[n - 1]);
        for (int i = 0; i < n - 1; i++)
        {
            norm = Math.Max(norm, Math.Abs(d[i]) + Math.Abs(e[i]));
        }

        return norm;
    }

    /// <summary>The exception of an iteration that goes on too long.</summary>
    public static ArithmeticException NotConverged(int index, int n, int sweeps) =>
        new(
            FormattableString.Invariant(
                $"Eigenvalue {index} of {n} did not converge in {sweeps} sweeps of the QL iteration."
            )
        );
}
