using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace Gyrus.Numerics;

/// <summary>e^x of many numbers, each of which depends on its own x only.</summary>
/// <remarks>
/// The library's exponentials of vectors take another path for a whole vector, with other roundings, when one of its lanes is NaN or too
/// large; which samples share a vector depends on where an array lies. Here such lanes are taken out first and done alone.
/// </remarks>
internal static class Exponential
{
    /// <summary>Inside, e^x is a normal number on every path.</summary>
    private const double Reach = 700;

    private const int Chunk = 256;

    /// <summary>y ← e^x; the spans may be the same.</summary>
    public static void Of(ReadOnlySpan<double> x, Span<double> y)
    {
        Span<double> own = stackalloc double[Chunk];
        for (int start = 0; start < x.Length; start += Chunk)
        {
            ReadOnlySpan<double> part = x.Slice(start, Math.Min(Chunk, x.Length - start));
            Span<double> target = y.Slice(start, part.Length);

            // A NaN is the largest magnitude of all.
            if (Math.Abs(TensorPrimitives.MaxMagnitude(part)) <= Reach)
            {
                TensorPrimitives.Exp(part, target);
                continue;
            }

            Span<double> kept = own[..part.Length];
            part.CopyTo(kept);
            for (int i = 0; i < kept.Length; i++)
            {
                target[i] = Math.Abs(kept[i]) <= Reach ? kept[i] : 0;
            }

            TensorPrimitives.Exp(target, target);
            for (int i = 0; i < kept.Length; i++)
            {
                target[i] = Math.Abs(kept[i]) <= Reach ? target[i] : Math.Exp(kept[i]);
            }
        }
    }

    /// <summary>e^x of four numbers.</summary>
    public static Vector256<double> Of(Vector256<double> x)
    {
        Vector256<double> inside = Vector256.LessThanOrEqual(Vector256.Abs(x), Vector256.Create(Reach));
        if (Vector256.ExtractMostSignificantBits(inside) == 0b1111)
        {
            return Vector256.Exp(x);
        }

        Vector256<double> alone = Vector256.Create(
            Math.Exp(x.GetElement(0)),
            Math.Exp(x.GetElement(1)),
            Math.Exp(x.GetElement(2)),
            Math.Exp(x.GetElement(3))
        );
        return Vector256.ConditionalSelect(
            inside,
            Vector256.Exp(Vector256.ConditionalSelect(inside, x, default)),
            alone
        );
    }
}
