using Gyrus.Numerics;

namespace Gyrus.Signals.Denoising;

/// <summary>Which volumes are censored for movement: those above a threshold, and what is left between them in short pieces.</summary>
/// <remarks>
/// A volume is an outlier when its framewise displacement or its standardised DVARS is above the threshold (not at it); a missing
/// value is never above. Pieces of fewer than <see cref="SegmentVolumes"/> volumes before, between and after outliers go too;
/// without an outlier nothing goes. Source: Power et al. (2014), NeuroImage 84:320, doi:10.1016/j.neuroimage.2013.08.048.
/// </remarks>
public sealed record Scrubbing
{
    /// <summary>Gets the shortest piece of kept volumes that stays. At least 0; 0 and 1 keep every piece. Default 5.</summary>
    public int SegmentVolumes
    {
        get;
        init => field = Require.AtLeast(0, value, nameof(SegmentVolumes));
    } = 5;

    /// <summary>Gets the threshold of the framewise displacement in mm, or null not to look at it. Positive. Default 0.5.</summary>
    public double? FramewiseDisplacementMillimetres
    {
        get;
        init => field = value is { } mm ? Require.Positive(mm, nameof(FramewiseDisplacementMillimetres)) : null;
    } = 0.5;

    /// <summary>Gets the threshold of the standardised DVARS, or null not to look at it. Positive. Default 1.5.</summary>
    public double? StandardisedDvars
    {
        get;
        init => field = value is { } ratio ? Require.Positive(ratio, nameof(StandardisedDvars)) : null;
    } = 1.5;

    /// <summary>The thresholds of a version of nilearn, with pieces of 5 volumes.</summary>
    public static Scrubbing Of(NilearnDefaults defaults) =>
        defaults == NilearnDefaults.Version012
            ? new Scrubbing { FramewiseDisplacementMillimetres = 0.2, StandardisedDvars = 3 }
            : new Scrubbing();

    /// <summary>The volumes above a threshold, ascending.</summary>
    /// <param name="displacement">The framewise displacement in mm, one per volume; empty when it is not looked at.</param>
    /// <param name="dvars">The standardised DVARS, one per volume; empty when it is not looked at.</param>
    public IReadOnlyList<int> Outliers(ReadOnlySpan<double> displacement, ReadOnlySpan<double> dvars)
    {
        var outliers = new List<int>();
        for (int t = 0; t < Math.Max(displacement.Length, dvars.Length); t++)
        {
            bool moved = t < displacement.Length && displacement[t] > FramewiseDisplacementMillimetres;
            bool jumped = t < dvars.Length && dvars[t] > StandardisedDvars;
            if (moved || jumped)
            {
                outliers.Add(t);
            }
        }

        return outliers;
    }

    /// <summary>The volumes of pieces that are too short, ascending; none when there is no outlier.</summary>
    /// <param name="outliers">The outliers, ascending.</param>
    /// <param name="volumes">The number of volumes.</param>
    public IReadOnlyList<int> ShortPieces(IReadOnlyList<int> outliers, int volumes)
    {
        ArgumentNullException.ThrowIfNull(outliers);
        var pieces = new List<int>();
        if (outliers.Count == 0)
        {
            return pieces;
        }

        int previous = -1;
        foreach (int outlier in outliers.Append(volumes))
        {
            int length = outlier - previous - 1;
            if (length < SegmentVolumes)
            {
                pieces.AddRange(Enumerable.Range(previous + 1, length));
            }

            previous = outlier;
        }

        return pieces;
    }
}
