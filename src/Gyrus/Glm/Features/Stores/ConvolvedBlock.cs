using Gyrus.Numerics;
using Gyrus.Optimization;

namespace Gyrus.Glm.Features;

/// <summary>The channels of a design that one convolution makes: their covariates are stored once each, and the kernels once for all.</summary>
/// <remarks>
/// Xᵀv has two ways. With u_f = Σⱼ K[j, f]·v[· − offset + j], which all channels share, a column's product is a sum of covariate times u_f; and
/// it is a sum over lags of K[j, f] times that of covariate and shifted v. The one with fewer multiplications is taken.
/// So it is for Xβ: the covariates are summed with their coefficients for each function and then convolved, or each is convolved. All go over the samples in
/// parts that stay in the fastest cache.
/// </remarks>
internal abstract class ConvolvedBlock : IColumns
{
    /// <summary>A convolution that takes so many times the multiplications of stored columns is as fast: those wait for the memory.</summary>
    private const int MemoryWait = 8;

    /// <summary>Gets the bytes that the covariates take.</summary>
    public abstract long Bytes { get; }

    /// <summary>A block of channels of one convolution, whose column of function 0 in the design is given.</summary>
    public static ConvolvedBlock Of(IReadOnlyList<(ConvolvedChannel Channel, int First)> channels) =>
        channels[0].Channel.IsCounts
            ? new ConvolvedValues<byte, ByteValues>(channels, static x => (byte)x)
            : new ConvolvedValues<double, DoubleValues>(channels, static x => x);

    /// <summary>Whether products take no longer than with stored columns.</summary>
    public static bool Pays(Matrix kernel, int channels) =>
        Math.Min(kernel.Columns * ((long)kernel.Rows + channels), (long)kernel.Rows * channels)
        <= MemoryWait * (long)kernel.Columns * channels;

    /// <summary>η ← η + Xβ.</summary>
    public abstract void AddProduct(ReadOnlySpan<double> coefficients, Span<double> eta);

    /// <summary>g_j ← x_jᵀv for the columns of this block that are wanted; none given: all.</summary>
    public abstract void TransposeProduct(ReadOnlySpan<double> v, ReadOnlySpan<bool> wanted, Span<double> gradient);

    /// <summary>The same to within errors, which are left as they are where the products are exact.</summary>
    public abstract void EstimateTransposeProduct(
        ReadOnlySpan<double> v,
        ReadOnlySpan<bool> wanted,
        Span<double> gradient,
        Span<double> errors
    );

    /// <summary>Writes some samples of a column, numbered channel × functions + function.</summary>
    public abstract void Read(int column, int start, Span<double> target);
}
