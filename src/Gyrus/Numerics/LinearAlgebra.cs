namespace Gyrus.Numerics;

/// <summary>The linear algebra in use: the managed kernels, unless the program chose another at its start.</summary>
public static class LinearAlgebra
{
    /// <summary>Gets the back end in use. Results record its <see cref="ILinearAlgebra.Name"/>.</summary>
    public static ILinearAlgebra Current { get; private set; } = new ManagedLinearAlgebra();

    /// <summary>Chooses the back end. To be called once, at the start of a program, before any work.</summary>
    public static void Use(ILinearAlgebra backEnd)
    {
        ArgumentNullException.ThrowIfNull(backEnd);
        Current = backEnd;
    }
}
