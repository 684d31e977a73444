namespace Gyrus.Imaging;

/// <summary>What a region of labels makes of the values of its voxels.</summary>
public enum RegionStatistic
{
    /// <summary>The mean.</summary>
    Mean,

    /// <summary>The sum.</summary>
    Sum,

    /// <summary>The median; between the two middle values when their number is even.</summary>
    Median,

    /// <summary>The least value.</summary>
    Minimum,

    /// <summary>The greatest value.</summary>
    Maximum,

    /// <summary>The standard deviation √variance.</summary>
    StandardDeviation,

    /// <summary>The variance, divided by the number of voxels.</summary>
    Variance,
}
