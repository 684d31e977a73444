using System.Runtime.CompilerServices;

namespace Gyrus.Numerics.Kernels;

/// <summary>Tiles that stick out of C are computed beside it.</summary>
internal static unsafe class TileEdge<TSimd, TVector>
    where TSimd : ISimd<TVector>
    where TVector : struct
{
    /// <summary>Copies or adds the part of a tile that lies within C.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy(
        double* from,
        nint fromStep,
        double* to,
        nint toStep,
        (int Rows, int Columns) part,
        bool overwrite
    )
    {
        TVector zero = TSimd.Broadcast(0);
        for (int j = 0; j < part.Columns; j++)
        {
            int i = 0;
            for (; i + TSimd.Lanes <= part.Rows; i += TSimd.Lanes)
            {
                TVector held = overwrite ? zero : TSimd.Load(to + i);
                TSimd.Store(TSimd.Add(held, TSimd.Load(from + i)), to + i);
            }

            for (; i < part.Rows; i++)
            {
                to[i] = overwrite ? from[i] : to[i] + from[i];
            }

            from += fromStep;
            to += toStep;
        }
    }
}
