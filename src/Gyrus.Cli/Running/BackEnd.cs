using Gyrus.Numerics;
using Gyrus.OpenBlas;

namespace Gyrus.Cli.Running;

/// <summary>Chooses the linear algebra at the start of a command.</summary>
internal static class BackEnd
{
    /// <summary>The variable that overrides the choice: <c>managed</c>, <c>openblas</c> or <c>auto</c>.</summary>
    public const string Variable = "GYRUS_LINEAR_ALGEBRA";

    /// <summary>Uses what the variable names; by default OpenBLAS where it is installed and passes its self-check.</summary>
    /// <exception cref="ArgumentException">The variable holds another word, or asks for an OpenBLAS that is not there.</exception>
    public static void Choose()
    {
        string wish = Environment.GetEnvironmentVariable(Variable) ?? "auto";
        if (wish == "managed")
        {
            LinearAlgebra.Use(new ManagedLinearAlgebra());
            return;
        }

        if (wish is not ("auto" or "openblas" or ""))
        {
            throw new ArgumentException($"{Variable} must be managed, openblas or auto, but was '{wish}'.");
        }

        OpenBlasLinearAlgebra? openBlas = OpenBlasLinearAlgebra.TryLoad(out string reason);
        if (openBlas is not null)
        {
            LinearAlgebra.Use(openBlas);
        }
        else if (wish == "openblas")
        {
            throw new ArgumentException($"{Variable} asks for OpenBLAS, but it cannot be used: {reason}");
        }
    }
}
