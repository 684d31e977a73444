using Gyrus.Numerics;
using Gyrus.Signals;

namespace Gyrus.Pipelines.Phantom;

/// <summary>
/// Precisions of one sparsity pattern for all subjects: mirrored pairs are always connected, regions of one network often,
/// others rarely.
/// </summary>
/// <remarks>
/// Θ has −w off its diagonal, w the strength of the edge (one in five is negative), and a diagonal that dominates its row;
/// it is then scaled so that every region has variance 1. Scalar arithmetic in one order: the bits do not depend on the
/// width of vectors or on the linear algebra in use.
/// </remarks>
internal sealed class PhantomPrecisions
{
    private readonly Matrix _strengths;

    /// <summary>Draws the pattern and the strengths of the group.</summary>
    public PhantomPrecisions(IReadOnlyList<Region> regions, Rng rng)
    {
        int n = regions.Count;
        _strengths = new Matrix(n, n);
        for (int j = 0; j < n; j++)
        {
            for (int i = 0; i < j; i++)
            {
                bool mirrored = IsMirrored(regions[i], regions[j]);
                double chance =
                    mirrored ? 1
                    : regions[i].Network == regions[j].Network ? 0.35
                    : Math.Min(0.2, 1.5 / n);
                bool edge = rng.NextDouble() < chance;
                double strength = 0.5 + (0.5 * rng.NextDouble());
                bool negative = rng.NextDouble() < 0.2 && !mirrored;
                _strengths[i, j] = _strengths[j, i] = edge ? (negative ? -strength : strength) : 0;
            }
        }
    }

    /// <summary>1 where two regions are connected, else 0; the diagonal is 0.</summary>
    public Matrix Topology() =>
        Matrix.Create(_strengths.Rows, _strengths.Rows, (i, j) => _strengths[i, j] == 0 ? 0 : 1);

    /// <summary>The precision of one subject: each strength times a number within ±<paramref name="variation"/> of 1.</summary>
    public Matrix Draw(double variation, Rng rng)
    {
        int n = _strengths.Rows;
        var precision = new Matrix(n, n);
        for (int j = 0; j < n; j++)
        {
            for (int i = 0; i < j; i++)
            {
                double w = _strengths[i, j] * (1 + (variation * ((2 * rng.NextDouble()) - 1)));
                precision[i, j] = precision[j, i] = -w;
            }
        }

        for (int i = 0; i < n; i++)
        {
            double row = 0;
            for (int j = 0; j < n; j++)
            {
                row += Math.Abs(precision[i, j]);
            }

            precision[i, i] = 0.15 + (1.02 * row);
        }

        return UnitVariances(precision);
    }

    /// <summary>The lower L with Θ = LLᵀ.</summary>
    public static Matrix Factor(Matrix precision)
    {
        int n = precision.Rows;
        var factor = new Matrix(n, n);
        for (int j = 0; j < n; j++)
        {
            for (int i = j; i < n; i++)
            {
                double sum = precision[i, j];
                for (int l = 0; l < j; l++)
                {
                    sum -= factor[i, l] * factor[j, l];
                }

                factor[i, j] = i == j ? Math.Sqrt(sum) : sum / factor[j, j];
            }
        }

        return factor;
    }

    /// <summary>x ← L⁻ᵀx: white noise becomes noise of covariance Θ⁻¹.</summary>
    public static void Colour(Matrix factor, Span<double> x)
    {
        for (int i = x.Length - 1; i >= 0; i--)
        {
            double sum = x[i];
            for (int l = i + 1; l < x.Length; l++)
            {
                sum -= factor[l, i] * x[l];
            }

            x[i] = sum / factor[i, i];
        }
    }

    private static Matrix UnitVariances(Matrix precision)
    {
        int n = precision.Rows;
        Matrix factor = Factor(precision);
        double[] variances = new double[n];
        double[] row = new double[n];
        for (int j = 0; j < n; j++)
        {
            // L⁻ᵀeⱼ is column j of L⁻ᵀ; the variances are the squared norms of its rows.
            Array.Clear(row);
            row[j] = 1;
            Colour(factor, row);
            for (int i = 0; i < n; i++)
            {
                variances[i] += row[i] * row[i];
            }
        }

        return Matrix.Create(n, n, (i, j) => precision[i, j] * Math.Sqrt(variances[i] * variances[j]));
    }

    private static bool IsMirrored(Region a, Region b) =>
        a.Centre is { } p && b.Centre is { } q && p.X == -q.X && p.Y == q.Y && p.Z == q.Z;
}
