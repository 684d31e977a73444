using System.Numerics;
using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>The power spectrum in time that the regions have in common, of mean 1.</summary>
internal static class TemporalSpectrum
{
    /// <summary>
    /// The mean over regions of the periodograms of the standardised signals at the T Fourier frequencies, smoothed around the circle by a
    /// moving average; the power at frequency 0, which centring removed, is that of its neighbour.
    /// </summary>
    /// <param name="signals">Shape: samples × regions.</param>
    /// <param name="width">The number of neighbouring frequencies of the average, odd; at most T.</param>
    public static double[] Of(Matrix signals, int width)
    {
        (Matrix z, _) = StandardisedEstimator.Standardise(signals);
        double[] power = Transform(Autocovariances(z));
        power[0] = power[^1];
        double[] smooth = Smooth(power, Math.Min(width, power.Length - 1 + (power.Length % 2)));
        TensorPrimitives.Divide(smooth, TensorPrimitives.Sum<double>(smooth) / smooth.Length, smooth);
        return smooth;
    }

    /// <summary>The mean over regions of the circular autocovariances; that of lag k is that of T − k.</summary>
    /// <remarks>
    /// They are the transform of the power that the regions have together when as many zeros follow the samples. Two regions are the parts of one complex series:
    /// with its real part the transform of their power is that of the two.
    /// </remarks>
    private static double[] Autocovariances(Matrix z)
    {
        int t = z.Rows;
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)(2 * t));
        var transform = new FourierTransform(size);
        (double[] real, double[] imaginary, double[] power) = (new double[size], new double[size], new double[size]);
        for (int i = 0; i < z.Columns; i += 2)
        {
            real.AsSpan(t).Clear();
            Array.Clear(imaginary);
            z.Column(i).CopyTo(real);
            if (i + 1 < z.Columns)
            {
                z.Column(i + 1).CopyTo(imaginary);
            }

            transform.ToReversed(real, imaginary);
            TensorPrimitives.MultiplyAdd<double>(real, real, power, power);
            TensorPrimitives.MultiplyAdd<double>(imaginary, imaginary, power, power);
        }

        Array.Clear(imaginary);
        transform.FromReversed(power, imaginary);
        double[] covariances = new double[t];
        for (int lag = 0; lag < t; lag++)
        {
            double around = lag == 0 ? 0 : power[t - lag];
            covariances[lag] = (power[lag] + around) / (size * (double)t * z.Columns);
        }

        return covariances;
    }

    /// <summary>Σₖ c(k) cos(2πfk/T) for f = 0 … T − 1, c(k) that of T − k: half of the lags and half of the frequencies say all.</summary>
    private static double[] Transform(double[] covariances)
    {
        int t = covariances.Length;
        double[] cosines = [.. Enumerable.Range(0, t).Select(k => Math.Cos(2 * Math.PI * k / t))];
        double[] weighted = [.. covariances.Take((t / 2) + 1)];
        TensorPrimitives.Multiply(weighted.AsSpan(1, (t - 1) / 2), 2.0, weighted.AsSpan(1, (t - 1) / 2));
        double[] power = new double[t];
        for (int f = 0; f <= t / 2; f++)
        {
            double sum = 0;
            int at = 0;
            foreach (double covariance in weighted)
            {
                sum += covariance * cosines[at];
                at += f;
                at = at < t ? at : at - t;
            }

            power[f] = sum;
            power[(t - f) % t] = sum;
        }

        return power;
    }

    private static double[] Smooth(double[] power, int width)
    {
        (int t, int half) = (power.Length, width / 2);
        double[] smooth = new double[t];
        for (int f = 0; f < t; f++)
        {
            for (int offset = -half; offset <= half; offset++)
            {
                smooth[f] += power[(f + offset + t) % t];
            }

            // Rounding may leave a power of 0 a little below it.
            smooth[f] = Math.Max(0, smooth[f] / ((2 * half) + 1));
        }

        return smooth;
    }
}
