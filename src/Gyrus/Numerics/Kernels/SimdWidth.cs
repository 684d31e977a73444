namespace Gyrus.Numerics.Kernels;

/// <summary>Which copy of the kernels to run. Programs take the widest; tests run the narrower ones too.</summary>
internal enum SimdWidth
{
    Scalar = 64,
    Vector128 = 128,
    Vector256 = 256,
    Vector512 = 512,
}
