using Gyrus.Numerics;

namespace Gyrus.Glm.Features;

/// <summary>A channel of a covariate convolved with some kernels: the covariate is kept, not the columns.</summary>
internal sealed class ConvolvedChannel : Channel
{
    public ConvolvedChannel(TrialConvolution convolution, ReadOnlySpan<double> covariate)
        : base(covariate.Length, convolution.Kernel.Columns)
    {
        Convolution = convolution;
        Missing = convolution.Missing(covariate);
        double[] finite = covariate.ToArray();
        for (int i = 0; i < finite.Length; i++)
        {
            finite[i] = double.IsFinite(finite[i]) ? finite[i] : 0;
            IsCounts &= finite[i] == (byte)Math.Clamp(finite[i], 0, byte.MaxValue);
        }

        Covariate = finite;
    }

    public TrialConvolution Convolution { get; }

    /// <summary>Gets the covariate, zero where it is not finite.</summary>
    public double[] Covariate { get; }

    /// <summary>Gets a value indicating whether every value fits into a byte: 0, 1, … 255.</summary>
    public bool IsCounts { get; } = true;

    /// <inheritdoc/>
    public override void Write(Matrix target, int first) => Convolution.Write(Covariate, Missing, target, first);
}
