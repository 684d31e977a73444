namespace Gyrus.Covariance.Cleaning;

/// <summary>Isotonic regression: the nearest decreasing sequence in least squares, by pooling neighbours that violate the order.</summary>
internal static class PoolAdjacentViolators
{
    /// <summary>Replaces the values by the closest that decrease.</summary>
    public static void Decrease(Span<double> values)
    {
        double[] means = new double[values.Length];
        int[] counts = new int[values.Length];
        int pools = 0;
        foreach (double value in values)
        {
            (means[pools], counts[pools]) = (value, 1);
            while (pools > 0 && means[pools - 1] < means[pools])
            {
                int count = counts[pools - 1] + counts[pools];
                means[pools - 1] = ((means[pools - 1] * counts[pools - 1]) + (means[pools] * counts[pools])) / count;
                counts[--pools] = count;
            }

            pools++;
        }

        int at = 0;
        for (int pool = 0; pool < pools; pool++)
        {
            values.Slice(at, counts[pool]).Fill(means[pool]);
            at += counts[pool];
        }
    }
}
