using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Glm.Features;

/// <summary>y[t, f] = Σⱼ K[j, f]·x[t + offset − j] at the samples t whose window lies in their trial; other samples have no value.</summary>
internal sealed class TrialConvolution
{
    private readonly (int Start, int Count)[] _trials;

    public TrialConvolution(Matrix kernel, int offset, IReadOnlyList<(int Start, int Count)> trials)
    {
        (Kernel, Offset, _trials) = (kernel, offset, [.. trials]);
        var inside = new List<(int, int)>();
        foreach ((int start, int count) in trials)
        {
            int first = start + Math.Max(0, kernel.Rows - 1 - offset);
            int end = start + count - Math.Max(0, offset);
            if (end > first)
            {
                inside.Add((first, end - first));
            }
        }

        Inside = [.. inside];
    }

    /// <summary>Gets K. Shape: window × functions.</summary>
    public Matrix Kernel { get; }

    /// <summary>Gets which sample, relative to its own, meets the first row of the kernel.</summary>
    public int Offset { get; }

    /// <summary>Gets the stretches of samples whose window lies in their trial, in order.</summary>
    public (int Start, int Count)[] Inside { get; }

    public bool Is(TrialConvolution other) =>
        ReferenceEquals(this, other)
        || (
            Offset == other.Offset
            && Kernel.Columns == other.Kernel.Columns
            && Kernel.AsSpan().SequenceEqual(other.Kernel.AsSpan())
            && _trials.AsSpan().SequenceEqual(other._trials)
        );

    /// <summary>Which samples have no value: their window leaves the trial or holds a value that is not finite. Null where all have one.</summary>
    public bool[]? Missing(ReadOnlySpan<double> x)
    {
        bool[] missing = new bool[x.Length];
        Array.Fill(missing, true);
        foreach ((int start, int count) in Inside)
        {
            int bad = 0;
            for (int s = start + Offset - Kernel.Rows + 1; s < start + Offset; s++)
            {
                bad += double.IsFinite(x[s]) ? 0 : 1;
            }

            for (int t = start; t < start + count; t++)
            {
                bad += double.IsFinite(x[t + Offset]) ? 0 : 1;
                missing[t] = bad > 0;
                bad -= double.IsFinite(x[t + Offset - Kernel.Rows + 1]) ? 0 : 1;
            }
        }

        return Array.IndexOf(missing, true) >= 0 ? missing : null;
    }

    /// <summary>Writes y to the columns from <paramref name="first"/> on, by scattering the kernels at the values that are not zero.</summary>
    /// <param name="x">The covariate, finite.</param>
    /// <param name="missing">Where zeros are written, or null for nowhere.</param>
    /// <param name="target">The columns.</param>
    /// <param name="first">The column of function 0.</param>
    public void Write(ReadOnlySpan<double> x, bool[]? missing, Matrix target, int first)
    {
        for (int f = 0; f < Kernel.Columns; f++)
        {
            Span<double> column = target.MutableColumn(first + f);
            column.Clear();
            foreach ((int start, int count) in _trials)
            {
                Scatter(x, Kernel.Column(f), column, start, count);
            }

            for (int t = 0; missing is not null && t < column.Length; t++)
            {
                column[t] = missing[t] ? 0 : column[t];
            }
        }
    }

    private void Scatter(ReadOnlySpan<double> x, ReadOnlySpan<double> kernel, Span<double> y, int start, int count)
    {
        for (int s = start; s < start + count; s++)
        {
            if (x[s] == 0)
            {
                continue;
            }

            // x[s] reaches the samples s − offset + j, as far as they are in the trial.
            int first = Math.Max(start, s - Offset);
            int skipped = first - (s - Offset);
            int reach = Math.Min(kernel.Length - skipped, start + count - first);
            if (reach > 0)
            {
                Span<double> target = y.Slice(first, reach);
                TensorPrimitives.MultiplyAdd(kernel.Slice(skipped, reach), x[s], target, target);
            }
        }
    }
}
