using System.Runtime.CompilerServices;
using Gyrus.OpenBlas;

namespace Gyrus.Tests;

/// <summary>All tests run on the managed linear algebra; with GYRUS_LINEAR_ALGEBRA=openblas on the system's OpenBLAS.</summary>
internal static class BackEndChoice
{
    [ModuleInitializer]
    internal static void Choose()
    {
        if (Environment.GetEnvironmentVariable("GYRUS_LINEAR_ALGEBRA") == "openblas")
        {
            LinearAlgebra.Use(
                OpenBlasLinearAlgebra.TryLoad(out string reason) ?? throw new InvalidOperationException(reason)
            );
        }
    }
}
