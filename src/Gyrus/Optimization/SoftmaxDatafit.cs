using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Optimization;

/// <summary>The loss of classes: Σ_i w_i (log Σ_k exp η_ik − η_i,y), η in K stretches of n, one per class.</summary>
/// <remarks>
/// <para>With p = softmax(η): slopes w(p − e_y), curvature w(diag(p) − ppᵀ), so h = wp.</para>
/// <para>
/// The conjugate of f at v is Σ q log q with q = v + e_y, the negative entropy, on the simplex; the miss of a dual point is the
/// divergence Σ q log(q/p), here summed in terms that are never negative.
/// </para>
/// </remarks>
/// <param name="labels">y, from 0; any number where the weight is 0.</param>
/// <param name="weights">w, one per sample.</param>
/// <param name="classes">K. Each has a sample of positive weight.</param>
internal sealed class SoftmaxDatafit(int[] labels, double[] weights, int classes) : Datafit
{
    private const int Chunk = 512;
    private const int MaxShiftSteps = 100;
    private const double RoundOff = 1e-14;

    public override int Samples => labels.Length * classes;

    public override int Segments => classes;

    public override bool IsConvex => true;

    public override bool IsCoupled => true;

    public override double Least => 0;

    public override double Value(ReadOnlySpan<double> eta)
    {
        var chunk = new SoftmaxChunk(classes, Chunk);
        double sum = 0;
        for (int start = 0; start < labels.Length; start += Chunk)
        {
            chunk.Fill(eta, labels.Length, start, default);
            sum += Loss(eta, chunk, start);
        }

        return double.IsNaN(sum) ? double.PositiveInfinity : sum;
    }

    public override double Slopes(ReadOnlySpan<double> eta, Span<double> slopes)
    {
        var chunk = new SoftmaxChunk(classes, Chunk);
        double sum = 0;
        for (int start = 0; start < labels.Length; start += Chunk)
        {
            chunk.Fill(eta, labels.Length, start, default);
            sum += Loss(eta, chunk, start);
            ReadOnlySpan<double> w = weights.AsSpan(start, chunk.Count);
            for (int k = 0; k < classes; k++)
            {
                Span<double> own = slopes.Slice((k * labels.Length) + start, chunk.Count);
                TensorPrimitives.Multiply(chunk.Probabilities(k), w, own);
                for (int i = 0; i < own.Length; i++)
                {
                    own[i] = w[i] == 0 ? 0 : own[i] - (labels[start + i] == k ? w[i] : 0);
                }
            }
        }

        return sum;
    }

    public override void Curvatures(ReadOnlySpan<double> eta, Span<double> curvatures)
    {
        var chunk = new SoftmaxChunk(classes, Chunk);
        for (int start = 0; start < labels.Length; start += Chunk)
        {
            chunk.Fill(eta, labels.Length, start, default);
            for (int k = 0; k < classes; k++)
            {
                Span<double> own = curvatures.Slice((k * labels.Length) + start, chunk.Count);
                TensorPrimitives.Multiply(chunk.Probabilities(k), weights.AsSpan(start, chunk.Count), own);
            }
        }
    }

    public override double DualMiss(
        ReadOnlySpan<double> eta,
        ReadOnlySpan<double> slopes,
        ReadOnlySpan<double> v,
        double t
    )
    {
        var chunk = new SoftmaxChunk(classes, Chunk);
        double sum = 0;
        for (int start = 0; start < labels.Length; start += Chunk)
        {
            chunk.Fill(eta, labels.Length, start, default);
            for (int i = 0; i < chunk.Count; i++)
            {
                double w = weights[start + i];
                double part = 0;
                for (int k = 0; w != 0 && k < classes; k++)
                {
                    int at = (k * labels.Length) + start + i;
                    double q = (labels[start + i] == k ? 1 : 0) + (v[at] / (w * t));
                    part += Divergence(q, chunk.Probabilities(k)[i], eta[at] - chunk.LogSums[i]);
                }

                sum += w * part;
            }
        }

        return sum;
    }

    /// <summary>Newton with halving on the K intercepts, whose changes sum to 0.</summary>
    public override void BestShifts(ReadOnlySpan<double> eta, Span<double> shifts)
    {
        const double MostPerStep = 4;
        double[] at = new double[classes];
        double[] move = new double[classes];
        double[] trial = new double[classes];
        double[] square = new double[classes * classes];
        double value = AtShift(eta, at, move, square);
        for (int step = 0; step < MaxShiftSteps; step++)
        {
            if (!Solve(square, move))
            {
                break;
            }

            double size = TensorPrimitives.MaxMagnitude<double>(move);
            size = Math.Abs(size);
            double part = size > MostPerStep ? MostPerStep / size : 1;
            TensorPrimitives.MultiplyAdd(move, part, at, trial);
            double next = AtShift(eta, trial, move, square);
            for (; !(next <= value + (RoundOff * (1 + Math.Abs(value)))) && size * part > 1e-12; part /= 2)
            {
                TensorPrimitives.Add(at, trial, trial);
                TensorPrimitives.Multiply(trial, 0.5, trial);
                next = AtShift(eta, trial, move, square);
            }

            (value, at, trial) = (next, trial, at);
            if (!(size > 1e-9 * (1 + Math.Abs(TensorPrimitives.MaxMagnitude<double>(at)))))
            {
                break;
            }
        }

        at.CopyTo(shifts);
    }

    private double Loss(ReadOnlySpan<double> eta, SoftmaxChunk chunk, int start)
    {
        double part = 0;
        for (int i = 0; i < chunk.Count; i++)
        {
            double w = weights[start + i];
            part += w == 0 ? 0 : w * (chunk.LogSums[i] - eta[(labels[start + i] * labels.Length) + start + i]);
        }

        return part;
    }

    /// <summary>q log(q/p) − q + p ≥ 0, given log p; +∞ for q &lt; 0.</summary>
    private static double Divergence(double q, double p, double logP)
    {
        if (q <= 0)
        {
            return q >= -RoundOff ? p : double.PositiveInfinity;
        }

        double r = (q - p) / p;
        return Math.Abs(r) < 0.1 ? p * (((1 + r) * double.LogP1(r)) - r) : (q * (Math.Log(q) - logP)) - q + p;
    }

    /// <summary>The loss at shifted η, its gradient in the shifts and their curvature.</summary>
    private double AtShift(ReadOnlySpan<double> eta, double[] shifts, double[] gradient, double[] square)
    {
        var chunk = new SoftmaxChunk(classes, Chunk);
        double[] scaled = new double[Chunk];
        Array.Clear(gradient);
        Array.Clear(square);
        double value = 0;
        for (int start = 0; start < labels.Length; start += Chunk)
        {
            chunk.Fill(eta, labels.Length, start, shifts);
            ReadOnlySpan<double> w = weights.AsSpan(start, chunk.Count);
            for (int i = 0; i < chunk.Count; i++)
            {
                if (w[i] != 0)
                {
                    int y = labels[start + i];
                    gradient[y] -= w[i];
                    value += w[i] * (chunk.LogSums[i] - eta[(y * labels.Length) + start + i] - shifts[y]);
                }
            }

            for (int a = 0; a < classes; a++)
            {
                Span<double> own = scaled.AsSpan(0, chunk.Count);
                TensorPrimitives.Multiply(chunk.Probabilities(a), w, own);
                double sum = TensorPrimitives.Sum<double>(own);
                gradient[a] += sum;
                square[(a * classes) + a] += sum;
                for (int b = 0; b < classes; b++)
                {
                    square[(a * classes) + b] -= TensorPrimitives.Dot(own, chunk.Probabilities(b));
                }
            }
        }

        return value;
    }

    /// <summary>move ← −(S + c·11ᵀ)⁻¹·gradient; false where the curvature is gone.</summary>
    private bool Solve(double[] square, double[] gradient)
    {
        double trace = 0;
        for (int k = 0; k < classes; k++)
        {
            trace += square[(k * classes) + k];
        }

        TensorPrimitives.Add(square, trace / (classes * classes), square);
        if (!(trace > 0) || LinearAlgebra.Current.Cholesky(square, classes) >= 0)
        {
            return false;
        }

        TriangularSolve.NegatedInPlace(square, gradient);
        return true;
    }
}
