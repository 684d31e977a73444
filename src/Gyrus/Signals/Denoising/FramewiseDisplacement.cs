using Gyrus.Numerics;

namespace Gyrus.Signals.Denoising;

/// <summary>How far the head moved from one volume to the next.</summary>
public static class FramewiseDisplacement
{
    /// <summary>
    /// Power's framewise displacement Σ|Δtranslation| + r·Σ|Δrotation|, in mm: rotations as arcs on a sphere of radius r.
    /// </summary>
    /// <param name="motion">The six movements. Shape: volumes × at least 6; columns beyond the sixth are not looked at.</param>
    /// <param name="convention">The order and the units of the columns. Default fMRIPrep's and SPM's.</param>
    /// <param name="radiusMillimetres">The radius of the sphere in mm. Positive, default 50.</param>
    /// <returns>One value per volume; NaN for the first, which has no volume before it.</returns>
    /// <exception cref="ArgumentException">There are fewer than 6 columns.</exception>
    /// <remarks>Source: Power et al. (2012), NeuroImage 59:2142, doi:10.1016/j.neuroimage.2011.10.018.</remarks>
    public static double[] Power(
        Matrix motion,
        MotionConvention convention = MotionConvention.Spm,
        double radiusMillimetres = 50
    )
    {
        ArgumentNullException.ThrowIfNull(motion);
        Require.AtLeast(6, motion.Columns, "the number of movement columns");
        Require.Positive(radiusMillimetres);
        bool rotationsFirst = convention is MotionConvention.Fsl or MotionConvention.Afni;
        bool degrees = convention is MotionConvention.Afni or MotionConvention.Hcp;
        double arc = radiusMillimetres * (degrees ? Math.PI / 180 : 1);
        double[] displacement = new double[motion.Rows];
        for (int c = 0; c < 6; c++)
        {
            ReadOnlySpan<double> column = motion.Column(c);
            double weight = c < 3 == rotationsFirst ? arc : 1;
            for (int t = 1; t < displacement.Length; t++)
            {
                displacement[t] += weight * Math.Abs(column[t] - column[t - 1]);
            }
        }

        displacement.AsSpan(0, Math.Min(1, displacement.Length)).Fill(double.NaN);
        return displacement;
    }

    /// <summary>The mean over the volumes after the first; values that are missing do not count. NaN when there is none.</summary>
    public static double Mean(IReadOnlyList<double> displacement)
    {
        ArgumentNullException.ThrowIfNull(displacement);
        double[] known = [.. displacement.Skip(1).Where(double.IsFinite)];
        return known.Length > 0 ? known.Average() : double.NaN;
    }
}
