using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Gyrus.Imaging;

/// <summary>The inner loops of <see cref="VarianceScan"/>. Sizes are the caller's to check.</summary>
internal static class VarianceKernel
{
    /// <summary>For every voxel and d = x − first: sum += Σd, squares += Σd², slope += Σ weight·d over the volumes.</summary>
    /// <param name="volumes">The volumes, one after another; each as long as the sums.</param>
    /// <param name="weights">One weight per volume.</param>
    /// <param name="first">What is subtracted from each voxel.</param>
    /// <param name="sums">The three sums, one value per voxel.</param>
    public static void Accumulate(
        ReadOnlySpan<double> volumes,
        ReadOnlySpan<double> weights,
        ReadOnlySpan<double> first,
        (double[] Sum, double[] Squares, double[] Slope) sums
    )
    {
        int voxels = first.Length;
        ref double x = ref MemoryMarshal.GetReference(volumes);
        ref double shift = ref MemoryMarshal.GetReference(first);
        ref double sum = ref MemoryMarshal.GetArrayDataReference(sums.Sum);
        ref double squares = ref MemoryMarshal.GetArrayDataReference(sums.Squares);
        ref double slope = ref MemoryMarshal.GetArrayDataReference(sums.Slope);
        int v = 0;
        for (; v <= voxels - Vector512<double>.Count; v += Vector512<double>.Count)
        {
            nuint at = (nuint)v;
            Vector512<double> f = Vector512.LoadUnsafe(ref shift, at);
            Vector512<double> a = Vector512.LoadUnsafe(ref sum, at);
            Vector512<double> b = Vector512.LoadUnsafe(ref squares, at);
            Vector512<double> c = Vector512.LoadUnsafe(ref slope, at);
            for (int t = 0; t < weights.Length; t++)
            {
                Vector512<double> d = Vector512.LoadUnsafe(ref x, at + ((nuint)t * (nuint)voxels)) - f;
                a += d;
                b = Vector512.FusedMultiplyAdd(d, d, b);
                c = Vector512.FusedMultiplyAdd(d, Vector512.Create(weights[t]), c);
            }

            a.StoreUnsafe(ref sum, at);
            b.StoreUnsafe(ref squares, at);
            c.StoreUnsafe(ref slope, at);
        }

        for (; v < voxels; v++)
        {
            for (int t = 0; t < weights.Length; t++)
            {
                double d = volumes[(t * voxels) + v] - first[v];
                sums.Sum[v] += d;
                sums.Squares[v] = Math.FusedMultiplyAdd(d, d, sums.Squares[v]);
                sums.Slope[v] = Math.FusedMultiplyAdd(d, weights[t], sums.Slope[v]);
            }
        }
    }

    /// <summary>Writes the values in single precision.</summary>
    /// <returns>False when a value would change; the rest is not written then.</returns>
    public static bool TryNarrow(ReadOnlySpan<double> values, Span<float> narrow)
    {
        ref double x = ref MemoryMarshal.GetReference(values);
        ref float y = ref MemoryMarshal.GetReference(narrow);
        int v = 0;
        for (; v <= values.Length - Vector512<float>.Count; v += Vector512<float>.Count)
        {
            Vector512<double> low = Vector512.LoadUnsafe(ref x, (nuint)v);
            Vector512<double> high = Vector512.LoadUnsafe(ref x, (nuint)(v + Vector512<double>.Count));
            Vector512<float> single = Vector512.Narrow(low, high);
            (Vector512<double> backLow, Vector512<double> backHigh) = Vector512.Widen(single);
            if (
                !Vector512.EqualsAll(low.AsInt64(), backLow.AsInt64())
                || !Vector512.EqualsAll(high.AsInt64(), backHigh.AsInt64())
            )
            {
                return false;
            }

            single.StoreUnsafe(ref y, (nuint)v);
        }

        for (; v < values.Length; v++)
        {
            narrow[v] = (float)values[v];
            if (BitConverter.DoubleToInt64Bits(narrow[v]) != BitConverter.DoubleToInt64Bits(values[v]))
            {
                return false;
            }
        }

        return true;
    }
}
