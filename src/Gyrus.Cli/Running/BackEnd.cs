using Gyrus.Numerics;
using Gyrus.OpenBlas;

namespace Gyrus.Cli.Running;

/// <summary>Chooses the linear algebra at the start of a command. docs/decisions/0005-linear-algebra.md says why managed is first.</summary>
internal static class BackEnd
{
    /// <summary>The variable that overrides the choice: <c>managed</c>, <c>openblas</c> or <c>auto</c>.</summary>
    public const string Variable = "GYRUS_LINEAR_ALGEBRA";

    /// <summary>
    /// Uses what the variable names. <c>managed</c> (default): the kernels of Gyrus. <c>openblas</c>: the system's, or an error.
    /// <c>auto</c>: the system's where it is installed and passes its self-check.
    /// </summary>
    /// <exception cref="ArgumentException">The variable holds another word, or asks for an OpenBLAS that is not there.</exception>
    public static void Choose()
    {
        string wish = Environment.GetEnvironmentVariable(Variable) ?? "managed";
        if (wish is "managed" or "")
        {
            LinearAlgebra.Use(new ManagedLinearAlgebra());
            return;
        }

        if (wish is not ("auto" or "openblas"))
        {
            throw new ArgumentException($"{Variable} must be managed, openblas or auto, but was '{wish}'.");
        }

        OpenBlasLinearAlgebra? openBlas = OpenBlasLinearAlgebra.TryLoad(out string reason);
        if (openBlas is null && wish == "openblas")
        {
            throw new ArgumentException($"{Variable} asks for OpenBLAS, but it cannot be used: {reason}");
        }

        LinearAlgebra.Use(openBlas is null ? new ManagedLinearAlgebra() : openBlas);
    }
}
