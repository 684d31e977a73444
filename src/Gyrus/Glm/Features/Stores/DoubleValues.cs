using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gyrus.Glm.Features;

/// <summary>Values as they are.</summary>
internal readonly unsafe struct DoubleValues : IValues<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Load(double* from) => Vector256.Load(from);

    public static double One(double value) => value;
}
