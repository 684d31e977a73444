using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gyrus.Covariance.GroupSparse;

/// <summary>Eight subjects in two 256-bit vectors, for processors without 512-bit ones.</summary>
internal readonly unsafe struct Lanes8Halves : ILanes<Lanes8Halves.Halves>
{
    public static int Width => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Halves Load(double* source) => new(Vector256.Load(source), Vector256.Load(source + 4));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Halves value, double* destination)
    {
        value.Low.Store(destination);
        value.High.Store(destination + 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Halves Broadcast(double value) => new(Vector256.Create(value), Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Halves Add(Halves a, Halves b) => new(a.Low + b.Low, a.High + b.High);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Halves Subtract(Halves a, Halves b) => new(a.Low - b.Low, a.High - b.High);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Halves Multiply(Halves a, Halves b) => new(a.Low * b.Low, a.High * b.High);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Halves Divide(Halves a, Halves b) => new(a.Low / b.Low, a.High / b.High);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Halves MaxMagnitude(Halves a, Halves b) =>
        new(Lanes4.MaxMagnitude(a.Low, b.Low), Lanes4.MaxMagnitude(a.High, b.High));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Halves MultiplyAdd(Halves a, Halves b, Halves c) =>
        new(Lanes4.MultiplyAdd(a.Low, b.Low, c.Low), Lanes4.MultiplyAdd(a.High, b.High, c.High));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Halves value) => Lanes4.Sum(value.Low + value.High);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyMagnitudeAbove(Halves value, double limit) =>
        Lanes4.AnyMagnitudeAbove(value.Low, limit) || Lanes4.AnyMagnitudeAbove(value.High, limit);

    /// <summary>Lanes 0–3 and 4–7.</summary>
    internal readonly record struct Halves(Vector256<double> Low, Vector256<double> High);
}
