using static System.FormattableString;

namespace Gyrus.Imaging;

/// <summary>A map from voxel indices (i, j, k) to world coordinates (mm, RAS+): x = M·i + t.</summary>
public readonly struct Affine : IEquatable<Affine>
{
    private readonly double[] _m;

    /// <summary>Creates the map from the 12 numbers of its first three rows, row after row (the fourth is 0 0 0 1).</summary>
    /// <exception cref="ArgumentException">Not 12 or 16 numbers, or one is not finite.</exception>
    public Affine(ReadOnlySpan<double> rows)
    {
        if (rows.Length is not (12 or 16))
        {
            throw new ArgumentException(
                Invariant($"An affine has 12 numbers (or 16 with its last row), but {rows.Length} came.")
            );
        }

        foreach (double value in rows)
        {
            if (!double.IsFinite(value))
            {
                throw new ArgumentException(Invariant($"An affine must be finite, but holds {value}."));
            }
        }

        _m = rows[..12].ToArray();
    }

    /// <summary>Gets the identity: voxel indices are millimetres.</summary>
    public static Affine Identity => new([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0]);

    /// <summary>Gets the determinant of M; its absolute value is the volume of a voxel in mm³.</summary>
    public double Determinant =>
        (this[0, 0] * ((this[1, 1] * this[2, 2]) - (this[1, 2] * this[2, 1])))
        - (this[0, 1] * ((this[1, 0] * this[2, 2]) - (this[1, 2] * this[2, 0])))
        + (this[0, 2] * ((this[1, 0] * this[2, 1]) - (this[1, 1] * this[2, 0])));

    /// <summary>Gets an entry of the 3 × 4 matrix [M t].</summary>
    public double this[int row, int column] =>
        (_m ?? throw new InvalidOperationException("This affine was never set."))[(row * 4) + column];

    /// <summary>The world coordinates of a voxel index.</summary>
    public (double X, double Y, double Z) Apply(double i, double j, double k) =>
        (
            (this[0, 0] * i) + (this[0, 1] * j) + (this[0, 2] * k) + this[0, 3],
            (this[1, 0] * i) + (this[1, 1] * j) + (this[1, 2] * k) + this[1, 3],
            (this[2, 0] * i) + (this[2, 1] * j) + (this[2, 2] * k) + this[2, 3]
        );

    /// <summary>The map that applies <paramref name="inner"/> first, then this one.</summary>
    public Affine Compose(Affine inner)
    {
        Span<double> rows = stackalloc double[12];
        for (int r = 0; r < 3; r++)
        {
            for (int c = 0; c < 4; c++)
            {
                double sum = c == 3 ? this[r, 3] : 0;
                for (int l = 0; l < 3; l++)
                {
                    sum += this[r, l] * inner[l, c];
                }

                rows[(r * 4) + c] = sum;
            }
        }

        return new Affine(rows);
    }

    /// <summary>The inverse map.</summary>
    /// <exception cref="ArithmeticException">The affine is singular.</exception>
    public Affine Inverse()
    {
        double det = Determinant;
        if (det == 0 || !double.IsFinite(1 / det))
        {
            throw new ArithmeticException("The affine is singular: voxels have no volume.");
        }

        Span<double> r = stackalloc double[12];
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                (int a, int b) = ((j + 1) % 3, (j + 2) % 3);
                (int c, int d) = ((i + 1) % 3, (i + 2) % 3);
                r[(i * 4) + j] = ((this[a, c] * this[b, d]) - (this[a, d] * this[b, c])) / det;
            }
        }

        for (int i = 0; i < 3; i++)
        {
            r[(i * 4) + 3] = -((r[i * 4] * this[0, 3]) + (r[(i * 4) + 1] * this[1, 3]) + (r[(i * 4) + 2] * this[2, 3]));
        }

        return new Affine(r);
    }

    /// <summary>The length in mm of one step along an axis of the voxel grid: the norm of that column of M.</summary>
    public double VoxelSizeMillimetres(int axis) =>
        Math.Sqrt((this[0, axis] * this[0, axis]) + (this[1, axis] * this[1, axis]) + (this[2, axis] * this[2, axis]));

    /// <summary>Whether two affines agree as numpy's allclose does: |a − b| ≤ 10⁻⁸ + 10⁻⁵·|b|.</summary>
    public bool IsClose(Affine other)
    {
        for (int r = 0; r < 3; r++)
        {
            for (int c = 0; c < 4; c++)
            {
                if (Math.Abs(this[r, c] - other[r, c]) > 1e-8 + (1e-5 * Math.Abs(other[r, c])))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public bool Equals(Affine other) => (_m ?? []).AsSpan().SequenceEqual(other._m ?? []);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Affine other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _m is null ? 0 : HashCode.Combine(_m[0], _m[3], _m[5], _m[7], _m[10], _m[11]);

    /// <summary>Whether two affines are equal to the last bit.</summary>
    public static bool operator ==(Affine left, Affine right) => left.Equals(right);

    /// <summary>Whether two affines differ.</summary>
    public static bool operator !=(Affine left, Affine right) => !left.Equals(right);
}
