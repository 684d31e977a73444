using System.Numerics.Tensors;

namespace Gyrus.Imaging;

/// <summary>The range [min(least value, 0), max(greatest value, 0)] that clipping keeps resampled values in.</summary>
/// <remarks>It holds 0 because a position outside the image has the value 0.</remarks>
internal readonly record struct ValueRange(double Low, double High)
{
    /// <summary>The range that also covers these values; those that are not finite do not count.</summary>
    public ValueRange Cover(ReadOnlySpan<double> values)
    {
        if (NonFinite.None(values))
        {
            return new(Math.Min(Low, TensorPrimitives.Min(values)), Math.Max(High, TensorPrimitives.Max(values)));
        }

        (double low, double high) = (Low, High);
        foreach (double value in values)
        {
            if (double.IsFinite(value))
            {
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
            }
        }

        return new(low, high);
    }
}
