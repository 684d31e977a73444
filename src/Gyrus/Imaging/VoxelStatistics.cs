using System.Numerics.Tensors;

namespace Gyrus.Imaging;

/// <summary>One number from the values of a region's voxels.</summary>
internal static class VoxelStatistics
{
    /// <summary>Computes a statistic; the values may be reordered.</summary>
    public static double Of(RegionStatistic statistic, Span<double> values) =>
        statistic switch
        {
            RegionStatistic.Mean => TensorPrimitives.Sum<double>(values) / values.Length,
            RegionStatistic.Sum => TensorPrimitives.Sum<double>(values),
            RegionStatistic.Median => Median(values),
            RegionStatistic.Minimum => TensorPrimitives.Min<double>(values),
            RegionStatistic.Maximum => TensorPrimitives.Max<double>(values),
            RegionStatistic.Variance => Variance(values),
            RegionStatistic.StandardDeviation => Math.Sqrt(Variance(values)),
            _ => throw new ArgumentOutOfRangeException(nameof(statistic), statistic, "Unknown statistic."),
        };

    private static double Median(Span<double> values)
    {
        values.Sort();
        int middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : 0.5 * (values[middle - 1] + values[middle]);
    }

    private static double Variance(Span<double> values)
    {
        double mean = TensorPrimitives.Sum<double>(values) / values.Length;
        TensorPrimitives.Subtract(values, mean, values);
        return TensorPrimitives.SumOfSquares<double>(values) / values.Length;
    }
}
