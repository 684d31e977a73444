using System.Collections.Immutable;
using Gyrus.Imaging;
using static System.FormattableString;

namespace Gyrus.IO.Nifti;

/// <summary>Where voxels lie, and when volumes were taken, from the fields of a header.</summary>
internal static class NiftiGeometry
{
    /// <summary>The step of an axis from 1; of the three of space, 0 or not finite means 1 and signs are dropped.</summary>
    public static double Zoom(NiftiHeader header, int axis)
    {
        double step = header.PixelDimensions[axis];
        if (axis > 3)
        {
            return step;
        }

        return step == 0 || !double.IsFinite(step) ? 1 : Math.Abs(step);
    }

    /// <summary>The length of an axis from 1, 1 for an axis the header does not have.</summary>
    public static long Length(NiftiHeader header, int axis) =>
        axis <= header.Dimensions[0] ? header.Dimensions[axis] : 1;

    public static double? RepetitionTimeSeconds(NiftiHeader header)
    {
        double? unit = (header.Units & NiftiFormat.TimeUnitMask) switch
        {
            0 or NiftiFormat.UnitSeconds => 1,
            NiftiFormat.UnitMilliseconds => 1e-3,
            NiftiFormat.UnitMicroseconds => 1e-6,
            _ => null, // Hz, ppm, rad/s: the fourth axis is not time
        };
        double? seconds = header.PixelDimensions[4] * unit;
        return header.Dimensions[0] >= 4 && seconds is > 0 and < double.PositiveInfinity ? seconds : null;
    }

    /// <summary>sform over qform over the base affine, as the codes say. Codes other than 1 … 5 count as 0.</summary>
    public static Affine Affine(NiftiHeader header, string path)
    {
        if (IsCode(header.SformCode))
        {
            return Finite(header.SformRows.AsSpan(), path, "the sform (srow_x, srow_y, srow_z)");
        }

        return IsCode(header.QformCode) ? FromQuaternion(header, path) : Base(header, path);
    }

    public static bool IsCode(int code) => code is >= 1 and <= 5;

    /// <summary>Method 2 of the specification: rotation by the quaternion, then the offset.</summary>
    private static Affine FromQuaternion(NiftiHeader header, string path)
    {
        ImmutableArray<double> q = header.Quaternion;
        (double b, double c, double d) = (q[0], q[1], q[2]);
        double rest = 1 - ((b * b) + (c * c) + (d * d));

        // The file holds b, c, d as floats: for half turns the rest may come out a little below 0 (three roundings).
        const double Slack = 3 * 1.1920929e-7;
        if (!(rest >= -Slack))
        {
            throw new InvalidDataException(
                Invariant(
                    $"{path}: expected a quaternion with b² + c² + d² of at most 1 in the qform, but it is {1 - rest:R}."
                )
            );
        }

        double a = Math.Sqrt(Math.Max(0, rest));
        double s = 2 / ((a * a) + (b * b) + (c * c) + (d * d));
        double flip = header.PixelDimensions[0] == -1 ? -1 : 1;
        (double x, double y, double z) = (Zoom(header, 1), Zoom(header, 2), Zoom(header, 3) * flip);
        return Finite(
            [
                (1 - (s * ((c * c) + (d * d)))) * x,
                s * ((b * c) - (a * d)) * y,
                s * ((b * d) + (a * c)) * z,
                q[3],
                s * ((b * c) + (a * d)) * x,
                (1 - (s * ((b * b) + (d * d)))) * y,
                s * ((c * d) - (a * b)) * z,
                q[4],
                s * ((b * d) - (a * c)) * x,
                s * ((c * d) + (a * b)) * y,
                (1 - (s * ((b * b) + (c * c)))) * z,
                q[5],
            ],
            path,
            "the qform"
        );
    }

    /// <summary>No code is set: the middle of the image at 0, the first axis running to the left (nibabel's choice).</summary>
    private static Affine Base(NiftiHeader header, string path)
    {
        Span<double> rows = stackalloc double[12];
        rows.Clear();
        for (int axis = 0; axis < 3; axis++)
        {
            double step = axis < header.Dimensions[0] ? Zoom(header, axis + 1) : 1;
            step = axis == 0 ? -step : step;
            rows[(axis * 4) + axis] = step;
            rows[(axis * 4) + 3] = -step * ((Length(header, axis + 1) - 1) / 2.0);
        }

        return Finite(rows, path, "the affine from pixel sizes");
    }

    private static Affine Finite(ReadOnlySpan<double> rows, string path, string what)
    {
        foreach (double value in rows)
        {
            if (!double.IsFinite(value))
            {
                throw new InvalidDataException(
                    Invariant($"{path}: expected finite numbers in {what}, but found {value}.")
                );
            }
        }

        return new Affine(rows);
    }
}
