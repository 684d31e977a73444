using System.Reflection;
using System.Runtime.Intrinsics;

namespace Gyrus.Batch.Plans;

/// <summary>What of this process shapes the last digits of results.</summary>
internal static class PlanMachine
{
    /// <summary>Gets the version with its build, so that results of two builds are never mixed.</summary>
    public static string Version { get; } =
        typeof(PlanMachine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>Gets the widest vectors in use.</summary>
    public static int VectorBits { get; } =
        Vector512.IsHardwareAccelerated ? 512
        : Vector256.IsHardwareAccelerated ? 256
        : 128;

    /// <summary>Why this process may not compute tasks of a plan, or null.</summary>
    public static string? Difference(PlanHeader plan)
    {
        if (plan.Version != Version)
        {
            return $"The plan was made by gyrus {plan.Version}, but this is {Version}. Make the plan again with this version.";
        }

        if (plan.LinearAlgebra != Numerics.LinearAlgebra.Current.Name)
        {
            return $"The plan was made with the linear algebra '{plan.LinearAlgebra}', but here it is '{Numerics.LinearAlgebra.Current.Name}': the last digits would differ.";
        }

        return plan.VectorBits == VectorBits
            ? null
            : FormattableString.Invariant(
                $"The plan is for processors with vectors of {plan.VectorBits} bits, but this one uses {VectorBits}: the last digits would differ. Make the plan with --vector-bits {Math.Min(VectorBits, plan.VectorBits)}, or choose nodes that are alike."
            );
    }

    /// <summary>The variables that make a process use vectors no wider than these.</summary>
    public static IEnumerable<(string Name, string Value)> Variables(int vectorBits)
    {
        if (vectorBits < 512)
        {
            yield return ("DOTNET_EnableAVX512", "0");
        }

        if (vectorBits < 256)
        {
            yield return ("DOTNET_EnableAVX2", "0");
        }
    }
}
