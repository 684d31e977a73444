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
        var x = new VoxelCourses(voxels.Rows, chosen.Length, isSingle: false);
        double[] row = new double[chosen.Length];
        int[] places = [.. Enumerable.Range(0, chosen.Length)];
        for (int t = 0; t < voxels.Rows; t++)
        {
            for (int j = 0; j < chosen.Length; j++)
            {
                row[j] = voxels[t, chosen[j]];
            }

            x.TrySet(t, row, places);
        }

        return LeadingTimeCourses(x);
    }

    /// <summary>How many of so many voxels lie above the percentile at most, but for ties.</summary>
    internal int MostChosen(int voxels) => (int)Math.Ceiling(Percent / 100 * voxels);

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

    /// <summary>The leading eigenvectors of XXᵀ, the courses being detrended if so wished.</summary>
    internal Confounds LeadingTimeCourses(VoxelCourses x)
    {
        if (x.Voxels < Count || x.Samples < Count)
        {
            throw new ArgumentException(
                Invariant(
                    $"{Count} high-variance confounds need as many voxels above the percentile and as many samples, but there are {x.Voxels} voxels and {x.Samples} samples. Ask for fewer confounds or a larger Percent."
                )
            );
        }

        Matrix vectors = LeadingCourses.Of(x, Count, Detrend ? new LinearTrend(x.Samples) : null);
        for (int k = 0; k < Count; k++)
        {
            Span<double> vector = vectors.MutableColumn(k);
            TensorPrimitives.Multiply(vector, TensorPrimitives.MaxMagnitude<double>(vector) < 0 ? -1 : 1, vector);
        }

        return new Confounds(vectors, "high_variance");
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
