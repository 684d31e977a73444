using System.Numerics.Tensors;
using Gyrus.Numerics.Kernels;

namespace Gyrus.Glm.Features;

/// <content>η + Xβ.</content>
internal sealed unsafe partial class ConvolvedValues<T, TValues>
{
    public override void AddProduct(ReadOnlySpan<double> coefficients, Span<double> eta)
    {
        int[] active = Active(coefficients);
        if (active.Length == 0)
        {
            return;
        }

        double[] own = Coefficients(active, coefficients);
        double[] taps = Taps(own);
        nint[] starts = new nint[active.Length];
        bool byFunction = Functions * (Window + (long)active.Length) < Window * (long)active.Length;
        foreach ((int start, int count) in _convolution.Inside)
        {
            for (int at = start; at < start + count; at += Tile)
            {
                Span<double> part = eta.Slice(at, Math.Min(Tile, start + count - at));
                if (byFunction && !IsMissingIn(active, at, part.Length))
                {
                    AddByFunction(active, own, at, starts, part);
                    continue;
                }

                for (int k = 0; k < active.Length; k++)
                {
                    Convolve(active[k], taps.AsSpan(k * Window, Window), at, part);
                }
            }
        }
    }

    private int[] Active(ReadOnlySpan<double> coefficients)
    {
        var active = new List<int>();
        for (int k = 0; k < _firsts.Length; k++)
        {
            if (coefficients.Slice(_firsts[k], Functions).ContainsAnyExcept(0))
            {
                active.Add(k);
            }
        }

        return [.. active];
    }

    /// <summary>The coefficients of some channels, function after function.</summary>
    private double[] Coefficients(int[] channels, ReadOnlySpan<double> coefficients)
    {
        double[] own = new double[channels.Length * Functions];
        for (int k = 0; k < own.Length; k++)
        {
            (int f, int c) = Math.DivRem(k, channels.Length);
            own[k] = coefficients[_firsts[channels[c]] + f];
        }

        return own;
    }

    /// <summary>The one kernel that the functions of a channel make together, of each channel.</summary>
    private double[] Taps(double[] coefficients)
    {
        int channels = coefficients.Length / Functions;
        double[] taps = new double[channels * Window];
        for (int k = 0; k < coefficients.Length; k++)
        {
            (int f, int c) = Math.DivRem(k, channels);
            Span<double> own = taps.AsSpan(c * Window, Window);
            TensorPrimitives.MultiplyAdd(_taps.AsSpan(f * Window, Window), coefficients[k], own, own);
        }

        return taps;
    }

    private bool IsMissingIn(int[] channels, int start, int count) =>
        Array.Exists(channels, c => !MissingIn(c, start, count).IsEmpty);

    /// <summary>Adds channels to some samples of one trial: for each function the sum of the covariates times their coefficients, then its convolution.</summary>
    private void AddByFunction(int[] channels, double[] coefficients, int start, nint[] starts, Span<double> part)
    {
        int first = start + _convolution.Offset - Window + 1;
        int rows = part.Length + Window - 1;
        for (int k = 0; k < channels.Length; k++)
        {
            starts[k] = (nint)At(channels[k], first);
        }

        double* sums = Workspace.Mine.Rent(WorkspaceSlot.Functions, Functions * Stride);
        fixed (nint* values = starts)
        fixed (
            double* b = coefficients,
                taps = _taps,
                y = part
        )
        {
            ConvolutionKernels.Sums<T, TValues>((T**)values, channels.Length, b, Functions, rows, sums, Stride);
            for (int f = 0; f < Functions; f++)
            {
                ConvolutionKernels.Convolve(sums + (f * Stride), taps + (f * Window), Window, y, part.Length);
            }
        }
    }
}
