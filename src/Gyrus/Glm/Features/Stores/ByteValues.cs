using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Gyrus.Glm.Features;

/// <summary>Counts from 0 to 255.</summary>
internal readonly unsafe struct ByteValues : IValues<byte>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Load(byte* from) =>
        Avx2.IsSupported
            ? Avx.ConvertToVector256Double(Sse41.ConvertToVector128Int32(from))
            : Vector256.Create((double)from[0], from[1], from[2], from[3]);

    public static double One(byte value) => value;
}
