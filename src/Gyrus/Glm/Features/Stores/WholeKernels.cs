using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Gyrus.Glm.Features;

/// <summary>Products of counts in bytes with vectors that are rounded to whole numbers of 16 bits, exact in 32 bits for up to <see cref="Most"/> samples.</summary>
internal static unsafe class WholeKernels
{
    /// <summary>The most samples of a product: one of eight sums of 32 bits then takes at most 64 × 2 × 255 × 32,767, half of what it holds.</summary>
    public const int Most = 1024;

    /// <summary>The bound of a rounding error in units, with room for the rounding of the division.</summary>
    private const double Half = 0.5 * (1 + 1e-9);

    /// <summary>k ← u/δ, rounded; returns δ, the largest |u| over 32,767.</summary>
    public static double Round(double* u, short* k, int count)
    {
        double unit = Largest(u, count) / short.MaxValue;
        double inverse = unit > 0 ? 1 / unit : 0;
        int i = 0;
        for (; i <= count - 8; i += 8)
        {
            Vector128<int> low = Avx.ConvertToVector128Int32(Vector256.Load(u + i) * inverse);
            Vector128<int> high = Avx.ConvertToVector128Int32(Vector256.Load(u + i + 4) * inverse);
            Sse2.PackSignedSaturate(low, high).Store(k + i);
        }

        for (; i < count; i++)
        {
            k[i] = (short)Math.Round(u[i] * inverse);
        }

        return unit;
    }

    /// <summary>sums_f ← sums_f + δ_f Σ x k_f and errors_f ← errors_f + ½ δ_f Σ x.</summary>
    public static void Dots(
        byte* x,
        int rows,
        short* k,
        nint stride,
        ReadOnlySpan<double> units,
        Span<double> sums,
        Span<double> errors
    )
    {
        for (int f = 0; f < units.Length; f += 2)
        {
            // An odd last function is its own partner.
            int other = Math.Min(f + 1, units.Length - 1);
            (long first, long second, long total) = Dots2(x, rows, k + (f * stride), k + (other * stride));
            sums[f] += units[f] * first;
            errors[f] += Half * units[f] * total;
            if (other > f)
            {
                sums[other] += units[other] * second;
                errors[other] += Half * units[other] * total;
            }
        }
    }

    /// <summary>max|u|, NaN where one of u is.</summary>
    private static double Largest(double* u, int count)
    {
        Vector256<double> most = default;
        int i = 0;
        for (; i <= count - 4; i += 4)
        {
            most = Vector256.Max(most, Vector256.Abs(Vector256.Load(u + i)));
        }

        double largest = 0;
        for (int lane = 0; lane < 4; lane++)
        {
            largest = Math.Max(largest, most[lane]);
        }

        for (; i < count; i++)
        {
            largest = Math.Max(largest, Math.Abs(u[i]));
        }

        return largest;
    }

    private static (long First, long Second, long Total) Dots2(byte* x, int rows, short* k0, short* k1)
    {
        Vector256<int> a0 = default,
            a1 = default,
            b0 = default,
            b1 = default;
        Vector256<ulong> counts = default;
        int i = 0;
        for (; i <= rows - 32; i += 32)
        {
            Vector256<short> low = Avx2.ConvertToVector256Int16(x + i);
            Vector256<short> high = Avx2.ConvertToVector256Int16(x + i + 16);
            a0 += Avx2.MultiplyAddAdjacent(low, Vector256.Load(k0 + i));
            b0 += Avx2.MultiplyAddAdjacent(low, Vector256.Load(k1 + i));
            a1 += Avx2.MultiplyAddAdjacent(high, Vector256.Load(k0 + i + 16));
            b1 += Avx2.MultiplyAddAdjacent(high, Vector256.Load(k1 + i + 16));
            counts += Avx2.SumAbsoluteDifferences(Vector256.Load(x + i), default).AsUInt64();
        }

        (long first, long second, long total) = (Sum(a0 + a1), Sum(b0 + b1), (long)Vector256.Sum(counts));
        for (; i < rows; i++)
        {
            first += x[i] * k0[i];
            second += x[i] * k1[i];
            total += x[i];
        }

        return (first, second, total);
    }

    private static long Sum(Vector256<int> v)
    {
        (Vector256<long> low, Vector256<long> high) = Vector256.Widen(v);
        return Vector256.Sum(low + high);
    }
}
