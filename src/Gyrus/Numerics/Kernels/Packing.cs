using System.Runtime.CompilerServices;

namespace Gyrus.Numerics.Kernels;

/// <summary>Copies an operand of a product into slivers that the tiles read from end to end.</summary>
internal static unsafe class Packing<TSimd, TVector>
    where TSimd : ISimd<TVector>
    where TVector : struct
{
    /// <summary>
    /// A sliver: for each l &lt; k, the entries (0 … width − 1, l), zeros from <paramref name="count"/> on.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sliver(Strided source, int count, int width, int k, double* to)
    {
        double* from = source.Start;
        if (count < width && source.RowStep == 1)
        {
            PartColumns(source, count, width, k, to);
        }
        else if (count < width)
        {
            new Span<double>(to, width * k).Clear();
            Ragged(source, count, width, k, to);
        }
        else if (source.RowStep == 1)
        {
            for (int l = 0; l < k; l++)
            {
                for (int i = 0; i < width; i += TSimd.Lanes)
                {
                    TSimd.Store(TSimd.Load(from + i), to + i);
                }

                from += source.ColumnStep;
                to += width;
            }
        }
        else
        {
            int i = 0;
            for (; i + 4 <= width; i += 4)
            {
                FourRows(source.From(i, 0), width, k, to + i);
            }

            Ragged(source.From(i, 0), width - i, width, k, to + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PartColumns(Strided source, int count, int width, int k, double* to)
    {
        double* from = source.Start;
        for (int l = 0; l < k; l++)
        {
            int i = 0;
            for (; i + TSimd.Lanes <= count; i += TSimd.Lanes)
            {
                TSimd.Store(TSimd.Load(from + i), to + i);
            }

            for (; i < count; i++)
            {
                to[i] = from[i];
            }

            for (; i < width; i++)
            {
                to[i] = 0;
            }

            from += source.ColumnStep;
            to += width;
        }
    }

    // Four streams are read side by side: with the usual unit step along the row each cache line is used whole.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourRows(Strided source, int width, int k, double* to)
    {
        double* x0 = source.Start;
        double* x1 = x0 + source.RowStep;
        double* x2 = x1 + source.RowStep;
        double* x3 = x2 + source.RowStep;
        nint step = source.ColumnStep;
        nint at = 0;
        for (int l = 0; l < k; l++)
        {
            to[0] = x0[at];
            to[1] = x1[at];
            to[2] = x2[at];
            to[3] = x3[at];
            at += step;
            to += width;
        }
    }

    private static void Ragged(Strided source, int count, int width, int k, double* to)
    {
        for (int i = 0; i < count; i++)
        {
            double* from = source.Start + (i * source.RowStep);
            for (int l = 0; l < k; l++)
            {
                to[(l * width) + i] = from[l * source.ColumnStep];
            }
        }
    }
}
