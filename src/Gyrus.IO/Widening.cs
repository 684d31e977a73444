using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Gyrus.IO;

/// <summary>Eight stored numbers to eight doubles.</summary>
internal interface IWidening<T>
    where T : struct
{
    static abstract Vector512<double> Eight(ref T first);
}

/// <summary>
/// Numbers of up to 32 bits to doubles, eight a step. TensorPrimitives does these conversions one by one
/// (bench/results/nifti.md). Every value is exact, so both ways give the same bits.
/// </summary>
internal static class Widening
{
    public static void Run<T, TWidening>(ReadOnlySpan<T> raw, Span<double> result)
        where T : struct, INumberBase<T>
        where TWidening : IWidening<T>
    {
        int i = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            ref T from = ref MemoryMarshal.GetReference(raw);
            ref double to = ref MemoryMarshal.GetReference(result);
            for (; i <= raw.Length - 8; i += 8)
            {
                TWidening.Eight(ref Unsafe.Add(ref from, i)).StoreUnsafe(ref to, (nuint)i);
            }
        }

        // The remainder of fewer than eight, and the whole of it without 512-bit vectors.
        for (; i < raw.Length; i++)
        {
            result[i] = double.CreateTruncating(raw[i]);
        }
    }

    /// <summary>Eight 32-bit integers.</summary>
    public static Vector512<double> FromInt32(Vector256<int> values) =>
        Vector512.ConvertToDouble(Vector512.WidenLower(values.ToVector512Unsafe()));
}

internal readonly struct WideningFloat32 : IWidening<float>
{
    public static Vector512<double> Eight(ref float first) =>
        Vector512.WidenLower(Vector256.LoadUnsafe(ref first).ToVector512Unsafe());
}

internal readonly struct WideningInt32 : IWidening<int>
{
    public static Vector512<double> Eight(ref int first) => Widening.FromInt32(Vector256.LoadUnsafe(ref first));
}

internal readonly struct WideningInt16 : IWidening<short>
{
    public static Vector512<double> Eight(ref short first) =>
        Widening.FromInt32(Vector256.WidenLower(Vector128.LoadUnsafe(ref first).ToVector256Unsafe()));
}

internal readonly struct WideningUInt16 : IWidening<ushort>
{
    public static Vector512<double> Eight(ref ushort first) =>
        Widening.FromInt32(Vector256.WidenLower(Vector128.LoadUnsafe(ref first).ToVector256Unsafe()).AsInt32());
}

internal readonly struct WideningInt8 : IWidening<sbyte>
{
    public static Vector512<double> Eight(ref sbyte first) =>
        Widening.FromInt32(
            Vector256.WidenLower(
                Vector128.WidenLower(Vector64.LoadUnsafe(ref first).ToVector128Unsafe()).ToVector256Unsafe()
            )
        );
}

internal readonly struct WideningUInt8 : IWidening<byte>
{
    public static Vector512<double> Eight(ref byte first) =>
        Widening.FromInt32(
            Vector256
                .WidenLower(
                    Vector128.WidenLower(Vector64.LoadUnsafe(ref first).ToVector128Unsafe()).ToVector256Unsafe()
                )
                .AsInt32()
        );
}
