using Gyrus.Imaging;

namespace Gyrus.IO.Nifti;

/// <summary>The rotation of an affine as the header stores it: b, c, d of the unit quaternion a + bi + cj + dk with a ≥ 0.</summary>
/// <param name="B">b.</param>
/// <param name="C">c.</param>
/// <param name="D">d.</param>
/// <param name="Handedness">−1 when the third axis is turned round to make a rotation of a reflection, else 1.</param>
internal readonly record struct NiftiQuaternion(double B, double C, double D, double Handedness)
{
    /// <summary>The cosine between two axes up to which they count as at right angles: what 32-bit floats leave of 0.</summary>
    private const double Slack = 1e-5;

    /// <summary>The quaternion of an affine, or null when its axes are not at right angles.</summary>
    public static NiftiQuaternion? Of(Affine affine)
    {
        double handedness = affine.Determinant < 0 ? -1 : 1;
        Span<double> r = stackalloc double[9];
        for (int column = 0; column < 3; column++)
        {
            double scale = (column == 2 ? handedness : 1) / affine.VoxelSizeMillimetres(column);
            for (int row = 0; row < 3; row++)
            {
                r[(row * 3) + column] = affine[row, column] * scale;
            }
        }

        for (int one = 0; one < 3; one++)
        {
            int other = (one + 1) % 3;
            double cosine = (r[one] * r[other]) + (r[3 + one] * r[3 + other]) + (r[6 + one] * r[6 + other]);
            if (!(Math.Abs(cosine) <= Slack))
            {
                return null;
            }
        }

        return FromRotation(r, handedness);
    }

    /// <summary>Divides by the largest of the four, so that no digits are lost (Shepperd 1978, doi:10.2514/3.55767b).</summary>
    private static NiftiQuaternion FromRotation(ReadOnlySpan<double> r, double handedness)
    {
        (double xx, double yy, double zz) = (r[0], r[4], r[8]);
        double a = 1 + xx + yy + zz;
        double b = 1 + xx - yy - zz;
        double c = 1 - xx + yy - zz;
        double d = 1 - xx - yy + zz;
        double largest = Math.Max(Math.Max(a, b), Math.Max(c, d));
        (double qa, double qb, double qc, double qd) =
            largest == a ? (a, r[7] - r[5], r[2] - r[6], r[3] - r[1])
            : largest == b ? (r[7] - r[5], b, r[1] + r[3], r[2] + r[6])
            : largest == c ? (r[2] - r[6], r[1] + r[3], c, r[5] + r[7])
            : (r[3] - r[1], r[2] + r[6], r[5] + r[7], d);
        double norm = Math.Sqrt((qa * qa) + (qb * qb) + (qc * qc) + (qd * qd));
        double sign = qa < 0 ? -1 : 1;

        // Readers find a as √(1 − b² − c² − d²) of 32-bit floats. Near half turns the rounding of those would make an a
        // of up to 3e-4 out of 0; a hair more length, inside the slack readers grant, makes it 0.
        double hair = Math.Abs(qa) / norm < 1.2e-4 ? 1 + 6e-8 : 1;
        double scale = sign * hair / norm;
        return new NiftiQuaternion(qb * scale, qc * scale, qd * scale, handedness);
    }
}
