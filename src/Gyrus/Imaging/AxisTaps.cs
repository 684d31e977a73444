namespace Gyrus.Imaging;

/// <summary>The four weights with which a position between voxels reads its neighbours along one axis.</summary>
/// <remarks>
/// One shape for all interpolations: linear uses the two middle taps, nearest the second. The mirror of the boundary
/// does not repeat the edge voxel (period 2n − 2), as the spline prefilter assumes.
/// </remarks>
internal static class AxisTaps
{
    /// <summary>The number of taps.</summary>
    public const int Count = 4;

    /// <summary>A position this far outside the first or last voxel (in voxels) is taken as rounding, and lies on it.</summary>
    private const double EdgeTolerance = 1e-9;

    /// <summary>Finds the weights at a position, and the index of the voxel that the first of them reads (may be −1).</summary>
    /// <returns>False when the position lies outside [0, size − 1]; the weights are zeros then.</returns>
    public static bool At(
        double position,
        int size,
        Interpolation interpolation,
        Span<double> weights,
        out int firstVoxel
    )
    {
        if (!(position >= -EdgeTolerance && position <= size - 1 + EdgeTolerance))
        {
            weights[..Count].Clear();
            firstVoxel = 0;
            return false;
        }

        double x = Math.Clamp(position, 0, size - 1);
        double floor = interpolation == Interpolation.Nearest ? Math.Floor(x + 0.5) : Math.Floor(x);
        firstVoxel = (int)floor - 1;
        (double f, double g) = (x - floor, 1 - (x - floor));
        switch (interpolation)
        {
            case Interpolation.Continuous:
                weights[0] = g * g * g / 6;
                weights[1] = ((f * f * (f - 2) * 3) + 4) / 6;
                weights[2] = ((g * g * (g - 2) * 3) + 4) / 6;
                weights[3] = f * f * f / 6;
                break;
            case Interpolation.Linear:
                (weights[0], weights[1], weights[2], weights[3]) = (0, g, f, 0);
                break;
            default:
                (weights[0], weights[1], weights[2], weights[3]) = (0, 1, 0, 0);
                break;
        }

        return true;
    }

    /// <summary>The voxel inside [0, size − 1] whose value stands at an index outside it.</summary>
    public static int Mirror(int index, int size)
    {
        if (size == 1)
        {
            return 0;
        }

        int period = (2 * size) - 2;
        int folded = ((index % period) + period) % period;
        return folded < size ? folded : period - folded;
    }
}
