using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Optimization;

/// <summary>Softmax of a stretch of samples; the largest η is taken out first, so that nothing overflows.</summary>
/// <param name="classes">K.</param>
/// <param name="capacity">The most samples.</param>
internal sealed class SoftmaxChunk(int classes, int capacity)
{
    private readonly double[] _probabilities = new double[classes * capacity];
    private readonly double[] _logSums = new double[capacity];
    private readonly double[] _largest = new double[capacity];

    /// <summary>Gets the number of samples.</summary>
    public int Count { get; private set; }

    /// <summary>Gets log Σ_k exp η_k.</summary>
    public ReadOnlySpan<double> LogSums => _logSums.AsSpan(0, Count);

    /// <summary>The probabilities of a class.</summary>
    public ReadOnlySpan<double> Probabilities(int k) => _probabilities.AsSpan(k * capacity, Count);

    /// <summary>Computes the samples from <paramref name="start"/> on.</summary>
    /// <param name="eta">η: a stretch of <paramref name="samples"/> per class.</param>
    /// <param name="samples">n.</param>
    /// <param name="start">The first sample.</param>
    /// <param name="shifts">What is added to η, one number per class, or nothing.</param>
    public void Fill(ReadOnlySpan<double> eta, int samples, int start, ReadOnlySpan<double> shifts)
    {
        Count = Math.Min(capacity, samples - start);
        Span<double> largest = _largest.AsSpan(0, Count);
        Span<double> sums = _logSums.AsSpan(0, Count);
        largest.Fill(double.NegativeInfinity);
        sums.Clear();
        for (int k = 0; k < classes; k++)
        {
            Span<double> own = _probabilities.AsSpan(k * capacity, Count);
            TensorPrimitives.Add(eta.Slice((k * samples) + start, Count), shifts.IsEmpty ? 0 : shifts[k], own);
            TensorPrimitives.Max(largest, own, largest);
        }

        for (int k = 0; k < classes; k++)
        {
            Span<double> own = _probabilities.AsSpan(k * capacity, Count);
            TensorPrimitives.Subtract(own, largest, own);
            Exponential.Of(own, own);
            TensorPrimitives.Add(sums, own, sums);
        }

        for (int k = 0; k < classes; k++)
        {
            Span<double> own = _probabilities.AsSpan(k * capacity, Count);
            TensorPrimitives.Divide(own, sums, own);
        }

        TensorPrimitives.Log(sums, sums);
        TensorPrimitives.Add(sums, largest, sums);
    }
}
