using Gyrus.Numerics;

namespace Gyrus.Signals;

/// <summary>The slow cosines that a high-pass filter by regression removes.</summary>
public static class CosineDrift
{
    /// <summary>
    /// The basis √(2/T)·cos(π(t + ½)k/T) for k = 1 … min(T − 1, ⌊2·T·cut-off·TR⌋), without the constant.
    /// </summary>
    /// <param name="samples">The number of volumes T, at least 2.</param>
    /// <param name="highPassHz">The cut-off in Hz. Positive.</param>
    /// <param name="repetitionTimeSeconds">The repetition time TR in seconds. Positive.</param>
    /// <returns>Shape: samples × drifts; columns orthonormal and of mean 0. No column when the run is too short.</returns>
    /// <remarks>
    /// A product 2·T·cut-off·TR that misses an integer by rounding alone counts as that integer.
    /// Source: Friston et al. (2007), Statistical Parametric Mapping, ch. 8 (the discrete cosine set of SPM).
    /// </remarks>
    public static Matrix Basis(int samples, double highPassHz, double repetitionTimeSeconds)
    {
        Require.AtLeast(2, samples);
        Require.Positive(highPassHz);
        Require.Positive(repetitionTimeSeconds);
        double cycles = 2 * samples * highPassHz * repetitionTimeSeconds;
        int order = (int)Math.Min(samples - 1, Math.Floor(cycles * (1 + 1e-12)));
        double scale = Math.Sqrt(2.0 / samples);
        return Matrix.Create(samples, order, (t, k) => scale * Math.Cos(Math.PI / samples * (t + 0.5) * (k + 1)));
    }
}
