using Gyrus.Tests.Numerics;

namespace Gyrus.OpenBlas.Tests;

/// <summary>The contract of every back end, on the system's OpenBLAS; skipped, saying why, where there is none.</summary>
public sealed class OpenBlasLinearAlgebraTests() : LinearAlgebraContract(Load())
{
    [Fact]
    public void Name_SaysVersionAndKernels() => Assert.Matches(@"^OpenBLAS \d+\.\d+\S* \(\S+\)$", Load().Name);

    private static OpenBlasLinearAlgebra Load()
    {
        OpenBlasLinearAlgebra? backEnd = OpenBlasLinearAlgebra.TryLoad(out string reason);
        Assert.SkipWhen(backEnd is null, reason);
        return backEnd!;
    }
}
