using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Glm.Features;

/// <summary>y[t, f] = Σⱼ K[j, f]·x[t + offset − j] inside each trial, by scattering the kernels at the values that are not zero.</summary>
internal sealed class TrialConvolution(Matrix kernel, int offset, IReadOnlyList<(int Start, int Count)> trials)
{
    /// <summary>The convolved covariate, NaN where the window leaves the trial or holds a value that is not finite.</summary>
    public Matrix Apply(ReadOnlySpan<double> x)
    {
        var y = new Matrix(x.Length, kernel.Columns);
        bool[] missing = new bool[x.Length];
        foreach ((int start, int count) in trials)
        {
            Scatter(x, y, start, count);
            Miss(x, missing, start, count);
        }

        for (int f = 0; f < y.Columns; f++)
        {
            Span<double> column = y.MutableColumn(f);
            for (int t = 0; t < column.Length; t++)
            {
                column[t] = missing[t] ? double.NaN : column[t];
            }
        }

        return y;
    }

    private void Scatter(ReadOnlySpan<double> x, Matrix y, int start, int count)
    {
        for (int s = start; s < start + count; s++)
        {
            if (x[s] == 0 || !double.IsFinite(x[s]))
            {
                continue;
            }

            // x[s] reaches the samples s − offset + j, as far as they are in the trial.
            int first = Math.Max(start, s - offset);
            int skipped = first - (s - offset);
            int reach = Math.Min(kernel.Rows - skipped, start + count - first);
            for (int f = 0; f < y.Columns && reach > 0; f++)
            {
                Span<double> target = y.MutableColumn(f).Slice(first, reach);
                TensorPrimitives.MultiplyAdd(kernel.Column(f).Slice(skipped, reach), x[s], target, target);
            }
        }
    }

    private void Miss(ReadOnlySpan<double> x, bool[] missing, int start, int count)
    {
        int bad = 0;
        for (int t = Math.Min(start, start - offset); t < start + count; t++)
        {
            // The window of sample t is t + offset − W + 1 … t + offset; `bad` counts what is wrong in it.
            bad += IsBad(x, t + offset, start, count) - IsBad(x, t + offset - kernel.Rows, start, count);
            if (t >= start && t < start + count)
            {
                missing[t] = bad > 0 || t + offset - kernel.Rows + 1 < start || t + offset >= start + count;
            }
        }
    }

    private static int IsBad(ReadOnlySpan<double> x, int sample, int start, int count) =>
        sample >= start && sample < start + count && !double.IsFinite(x[sample]) ? 1 : 0;
}
