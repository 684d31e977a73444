using System.Numerics.Tensors;
using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Signals;

/// <summary>
/// Confounds from the signals themselves: the leading principal time courses of the voxels that vary most (CompCor).
/// </summary>
/// <remarks>
/// <para>
/// Each voxel is detrended; those whose mean square lies strictly above the (100 − <see cref="Percent"/>)th percentile are
/// taken (X, samples × voxels); the confounds are the eigenvectors of XXᵀ of the largest eigenvalues. Unit norm; the entry
/// of largest magnitude of each is positive, so the sign does not depend on the linear algebra.
/// </para>
/// <para>Source: Behzadi et al. (2007), NeuroImage 37:90, doi:10.1016/j.neuroimage.2007.04.042.</para>
/// </remarks>
public sealed record HighVarianceConfounds
{
    /// <summary>Gets the number of confounds. At least 1, default 5.</summary>
    public int Count
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Count));
    } = 5;

    /// <summary>Gets the percentage of voxels that count as varying most. 0 … 100, default 2.</summary>
    public double Percent
    {
        get;
        init => field = Require.Between(0, 100, value, nameof(Percent));
    } = 2;

    /// <summary>Gets whether the mean and the straight line are removed from each voxel first. Default true.</summary>
    public bool Detrend { get; init; } = true;

    /// <summary>Computes the confounds of one run.</summary>
    /// <param name="voxels">The signals of all voxels. Shape: samples × voxels. Voxels that are not finite are passed over.</param>
    /// <returns>Named <c>high_variance 1</c>, …; shape: samples × <see cref="Count"/>.</returns>
    /// <exception cref="ArgumentException">There are fewer samples, or fewer voxels that vary, than confounds asked for.</exception>
    public Confounds Of(Matrix voxels)
    {
        ArgumentNullException.ThrowIfNull(voxels);
        LinearTrend? trend = Detrend ? new LinearTrend(voxels.Rows) : null;
        double[] meanSquares = new double[voxels.Columns];
        double[] buffer = new double[voxels.Rows];
        for (int j = 0; j < voxels.Columns; j++)
        {
            voxels.Column(j).CopyTo(buffer);
            trend?.Remove(buffer);
            meanSquares[j] = TensorPrimitives.SumOfSquares<double>(buffer) / voxels.Rows;
        }

        int[] chosen = MostVarying(meanSquares);
        var x = new Matrix(voxels.Rows, chosen.Length);
        for (int j = 0; j < chosen.Length; j++)
        {
            voxels.Column(chosen[j]).CopyTo(x.MutableColumn(j));
            trend?.Remove(x.MutableColumn(j));
        }

        return LeadingTimeCourses(x);
    }

    /// <summary>The voxels whose mean square lies strictly above the percentile; what is not finite is passed over.</summary>
    internal int[] MostVarying(ReadOnlySpan<double> meanSquares)
    {
        double threshold = Percentile(meanSquares, 100 - Percent);
        var chosen = new List<int>();
        for (int j = 0; j < meanSquares.Length; j++)
        {
            if (meanSquares[j] > threshold && double.IsFinite(meanSquares[j]))
            {
                chosen.Add(j);
            }
        }

        return [.. chosen];
    }

    /// <summary>The leading eigenvectors of XXᵀ, for X of samples × chosen voxels, detrended if so wished.</summary>
    internal Confounds LeadingTimeCourses(Matrix x)
    {
        if (x.Columns < Count || x.Rows < Count)
        {
            throw new ArgumentException(
                Invariant(
                    $"{Count} high-variance confounds need as many voxels above the percentile and as many samples, but there are {x.Columns} voxels and {x.Rows} samples. Ask for fewer confounds or a larger Percent."
                )
            );
        }

        return new Confounds(PrincipalCourses.Of(x, Count).Courses, "high_variance");
    }

    /// <summary>The percentile of the numbers among the values, by linear interpolation between order statistics.</summary>
    private static double Percentile(ReadOnlySpan<double> values, double percent)
    {
        double[] sorted = values.ToArray().Where(double.IsFinite).ToArray();
        if (sorted.Length == 0)
        {
            throw new ArgumentException("No voxel is finite at all times: there is no signal to take confounds from.");
        }

        Array.Sort(sorted);
        double at = percent / 100 * (sorted.Length - 1);
        int below = (int)Math.Floor(at);
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((at - below) * (sorted[above] - sorted[below]));
    }
}
