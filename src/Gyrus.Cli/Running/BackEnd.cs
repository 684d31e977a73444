using Gyrus.Numerics;

namespace Gyrus.Cli.Running;

/// <summary>Chooses the linear algebra at the start of a command.</summary>
internal static class BackEnd
{
    /// <summary>The variable that overrides the choice: <c>managed</c>, <c>openblas</c> or <c>auto</c>.</summary>
    public const string Variable = "GYRUS_LINEAR_ALGEBRA";

    /// <summary>Uses what the variable names; by default OpenBLAS where it is installed and passes its self-check.</summary>
    /// <returns>The name of the back end in use.</returns>
    public static string Choose()
    {
        string wish = Environment.GetEnvironmentVariable(Variable) ?? "auto";
        switch (wish)
        {
            case "managed":
                LinearAlgebra.Use(new ManagedLinearAlgebra());
                break;
            case "auto" or "openblas" or "":
                break;
            default:
                throw new ArgumentException($"{Variable} must be managed, openblas or auto, but was '{wish}'.");
        }

        return LinearAlgebra.Current.Name;
    }
}
