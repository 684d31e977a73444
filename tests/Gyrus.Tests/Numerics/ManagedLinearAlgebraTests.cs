using Gyrus.Numerics.Kernels;

namespace Gyrus.Tests.Numerics;

public sealed class ScalarLinearAlgebraTests() : LinearAlgebraContract(new ManagedLinearAlgebra(SimdWidth.Scalar));

public sealed class Vector128LinearAlgebraTests()
    : LinearAlgebraContract(new ManagedLinearAlgebra(SimdWidth.Vector128));

public sealed class Vector256LinearAlgebraTests()
    : LinearAlgebraContract(new ManagedLinearAlgebra(SimdWidth.Vector256));

public sealed class Vector512LinearAlgebraTests()
    : LinearAlgebraContract(new ManagedLinearAlgebra(SimdWidth.Vector512));
