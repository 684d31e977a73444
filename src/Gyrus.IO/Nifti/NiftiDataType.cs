namespace Gyrus.IO.Nifti;

/// <summary>The codes of the header field <c>datatype</c> (NIfTI-1 and -2 share them).</summary>
public enum NiftiDataType
{
    /// <summary>Not said.</summary>
    Unknown = 0,

    /// <summary>One bit per voxel. Not read.</summary>
    Binary = 1,

    /// <summary>Unsigned 8-bit integers.</summary>
    UInt8 = 2,

    /// <summary>Signed 16-bit integers.</summary>
    Int16 = 4,

    /// <summary>Signed 32-bit integers.</summary>
    Int32 = 8,

    /// <summary>32-bit floats.</summary>
    Float32 = 16,

    /// <summary>Complex, two 32-bit floats. Not read.</summary>
    Complex64 = 32,

    /// <summary>64-bit floats.</summary>
    Float64 = 64,

    /// <summary>Red, green, blue bytes. Not read.</summary>
    Rgb24 = 128,

    /// <summary>Signed 8-bit integers.</summary>
    Int8 = 256,

    /// <summary>Unsigned 16-bit integers.</summary>
    UInt16 = 512,

    /// <summary>Unsigned 32-bit integers.</summary>
    UInt32 = 768,

    /// <summary>Signed 64-bit integers.</summary>
    Int64 = 1024,

    /// <summary>Unsigned 64-bit integers.</summary>
    UInt64 = 1280,

    /// <summary>128-bit floats. Not read.</summary>
    Float128 = 1536,

    /// <summary>Complex, two 64-bit floats. Not read.</summary>
    Complex128 = 1792,

    /// <summary>Complex, two 128-bit floats. Not read.</summary>
    Complex256 = 2048,

    /// <summary>Red, green, blue, alpha bytes. Not read.</summary>
    Rgba32 = 2304,
}
