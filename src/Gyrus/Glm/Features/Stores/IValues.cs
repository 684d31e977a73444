using System.Runtime.Intrinsics;

namespace Gyrus.Glm.Features;

/// <summary>How the values of a covariate are stored, so that each kernel is written once and the JIT makes a copy for every kind.</summary>
internal unsafe interface IValues<T>
    where T : unmanaged
{
    /// <summary>Four values.</summary>
    static abstract Vector256<double> Load(T* from);

    /// <summary>One value.</summary>
    static abstract double One(T value);
}
