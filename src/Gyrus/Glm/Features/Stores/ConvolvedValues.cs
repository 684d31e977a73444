using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Gyrus.Numerics;
using Gyrus.Numerics.Kernels;

namespace Gyrus.Glm.Features;

/// <summary>A <see cref="ConvolvedBlock"/> with its covariates stored as bytes or doubles.</summary>
internal sealed unsafe partial class ConvolvedValues<T, TValues> : ConvolvedBlock
    where T : unmanaged
    where TValues : IValues<T>
{
    private const int Tile = WholeKernels.Most;

    private readonly TrialConvolution _convolution;
    private readonly Matrix _kernel;
    private readonly double[] _taps;
    private readonly int[] _firsts;
    private readonly T[][] _values;
    private readonly int[][] _missing;

    public ConvolvedValues(IReadOnlyList<(ConvolvedChannel Channel, int First)> channels, Converter<double, T> store)
    {
        _convolution = channels[0].Channel.Convolution;
        _kernel = _convolution.Kernel;
        _taps = [.. Enumerable.Range(0, Functions).SelectMany(f => _kernel.Column(f).ToArray().Reverse())];
        _firsts = [.. channels.Select(static c => c.First)];
        _values = [.. channels.Select(c => Pinned(c.Channel.Covariate, store))];
        _missing = [.. channels.Select(c => Missing(c.Channel))];
    }

    public override long Bytes => _values.Sum(static v => (long)v.Length * sizeof(T)) + (8L * _kernel.Values.Length);

    private int Window => _kernel.Rows;

    private int Functions => _kernel.Columns;

    /// <summary>Gets the length of the sums of a function over a tile and its window, in whole cache lines.</summary>
    private int Stride => Workspace.RoundUp(Tile + Window, 8);

    public override void TransposeProduct(ReadOnlySpan<double> v, ReadOnlySpan<bool> wanted, Span<double> gradient)
    {
        int[] channels = Wanted(wanted);
        bool byLag = channels.Length * (long)Window <= Functions * ((long)Window + channels.Length);
        int vectors = byLag ? Window : Functions;
        double[] sums = new double[channels.Length * vectors];
        Workspace work = Workspace.Mine;
        double* shifted = work.Rent(WorkspaceSlot.Samples, Stride);
        double* shared = byLag ? shifted : work.Rent(WorkspaceSlot.Functions, Functions * Stride);
        for (int start = 0; start < v.Length && channels.Length > 0; start += Tile)
        {
            int count = Math.Min(Tile, v.Length - start);
            if (!Load(v, start - _convolution.Offset, new Span<double>(shifted, count + Window - 1)))
            {
                continue;
            }

            if (!byLag)
            {
                Correlate(shifted, shared, count);
            }

            Dots(channels, (start, count), ((nint)shared, byLag ? 1 : Stride, vectors), sums);
        }

        for (int k = 0; k < channels.Length; k++)
        {
            Span<double> own = gradient.Slice(_firsts[channels[k]], Functions);
            Fold(sums.AsSpan(k * vectors, vectors), byLag, own);
            Correct(channels[k], v, own);
        }
    }

    public override void Read(int column, int start, Span<double> target)
    {
        (int channel, int f) = Math.DivRem(column, Functions);
        target.Clear();
        for (int k = FirstEndingAfter(start); k < _convolution.Inside.Length; k++)
        {
            (int first, int end) = Clip(k, start, target.Length);
            if (first >= end)
            {
                break;
            }

            Convolve(channel, _taps.AsSpan(f * Window, Window), first, target[(first - start)..(end - start)]);
        }
    }

    /// <summary>Where pointers stay valid: a pass over many channels is no time to pin each.</summary>
    private static T[] Pinned(double[] covariate, Converter<double, T> store)
    {
        T[] values = GC.AllocateUninitializedArray<T>(covariate.Length, pinned: true);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = store(covariate[i]);
        }

        return values;
    }

    /// <summary>Samples without a value although their window lies in the trial: a value in it is not finite.</summary>
    private static int[] Missing(ConvolvedChannel channel)
    {
        var rows = new List<int>();
        foreach ((int start, int count) in channel.Convolution.Inside)
        {
            for (int t = start; channel.Missing is not null && t < start + count; t++)
            {
                if (channel.Missing[t])
                {
                    rows.Add(t);
                }
            }
        }

        return [.. rows];
    }

    /// <summary>A covariate from a sample on.</summary>
    private T* At(int channel, int sample) => (T*)Unsafe.AsPointer(ref _values[channel][sample]);

    private int[] Wanted(ReadOnlySpan<bool> wanted)
    {
        var channels = new List<int>();
        for (int k = 0; k < _firsts.Length; k++)
        {
            if (wanted.IsEmpty || wanted.Slice(_firsts[k], Functions).Contains(true))
            {
                channels.Add(k);
            }
        }

        return [.. channels];
    }

    /// <summary>Copies the samples from <paramref name="from"/> on whose window lies in their trial, zeros elsewhere; whether any is not zero.</summary>
    private bool Load(ReadOnlySpan<double> v, int from, Span<double> target)
    {
        target.Clear();
        bool any = false;
        for (int k = FirstEndingAfter(from); k < _convolution.Inside.Length; k++)
        {
            (int first, int end) = Clip(k, from, target.Length);
            if (first >= end)
            {
                break;
            }

            ReadOnlySpan<double> own = v[first..end];
            own.CopyTo(target[(first - from)..]);
            any |= own.ContainsAnyExcept(0);
        }

        return any;
    }

    /// <summary>u_f[i] ← Σⱼ K[j, f]·v[i + j].</summary>
    private void Correlate(double* v, double* u, int count)
    {
        for (int f = 0; f < Functions; f++)
        {
            new Span<double>(u + (f * Stride), count).Clear();
            fixed (double* taps = _kernel.Column(f))
            {
                ConvolutionKernels.Convolve(v, taps, Window, u + (f * Stride), count);
            }
        }
    }

    private void Dots(
        int[] channels,
        (int Start, int Count) rows,
        (nint First, int Stride, int Number) vectors,
        double[] sums
    )
    {
        fixed (double* total = sums)
        {
            for (int k = 0; k < channels.Length; k++)
            {
                ConvolutionKernels.Dots<T, TValues>(
                    At(channels[k], rows.Start),
                    rows.Count,
                    (double*)vectors.First,
                    vectors.Stride,
                    vectors.Number,
                    total + (k * vectors.Number)
                );
            }
        }
    }

    /// <summary>From sums over lags, or over functions, to the columns of a channel.</summary>
    private void Fold(ReadOnlySpan<double> sums, bool byLag, Span<double> gradient)
    {
        for (int f = 0; f < Functions; f++)
        {
            gradient[f] = byLag ? TensorPrimitives.Dot(_kernel.Column(f), sums) : sums[f];
        }
    }

    /// <summary>Takes back what samples without a value have added: only their convolution knows that they have none.</summary>
    private void Correct(int channel, ReadOnlySpan<double> v, Span<double> gradient)
    {
        foreach (int t in _missing[channel])
        {
            for (int f = 0; f < Functions && v[t] != 0; f++)
            {
                double sum = 0;
                for (int j = 0; j < Window; j++)
                {
                    sum += _kernel[j, f] * TValues.One(_values[channel][t + _convolution.Offset - j]);
                }

                gradient[f] -= v[t] * sum;
            }
        }
    }

    /// <summary>Adds a convolved channel to some samples of one trial; those without a value keep what they have.</summary>
    private void Convolve(int channel, ReadOnlySpan<double> taps, int start, Span<double> part)
    {
        ReadOnlySpan<int> missing = MissingIn(channel, start, part.Length);
        double[] kept = missing.IsEmpty ? [] : part.ToArray();
        double* wide = Workspace.Mine.Rent(WorkspaceSlot.Samples, part.Length + Window);
        fixed (
            double* t = taps,
                y = part
        )
        {
            T* x = At(channel, start + _convolution.Offset - Window + 1);
            ConvolutionKernels.Widen<T, TValues>(x, wide, part.Length + Window - 1);
            ConvolutionKernels.Convolve(wide, t, Window, y, part.Length);
        }

        foreach (int row in missing)
        {
            part[row - start] = kept[row - start];
        }
    }

    private ReadOnlySpan<int> MissingIn(int channel, int start, int count)
    {
        int[] all = _missing[channel];
        if (all.Length == 0)
        {
            return [];
        }

        int first = Array.BinarySearch(all, start);
        first = first < 0 ? ~first : first;
        int end = Array.BinarySearch(all, start + count);
        end = end < 0 ? ~end : end;
        return all.AsSpan(first..end);
    }

    /// <summary>The first stretch of samples inside their trial that ends after a sample.</summary>
    private int FirstEndingAfter(int sample)
    {
        (int low, int high) = (0, _convolution.Inside.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (int start, int count) = _convolution.Inside[middle];
            (low, high) = start + count > sample ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    /// <summary>The part of a stretch between two samples, empty or negative where there is none.</summary>
    private (int First, int End) Clip(int stretch, int from, int length)
    {
        (int start, int count) = _convolution.Inside[stretch];
        return (Math.Max(start, from), Math.Min(start + count, from + length));
    }
}
