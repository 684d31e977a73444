using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Glm.Features;

/// <summary>Functions of the samples of a covariate in a window: weighted sums with fixed kernels K (window × functions).</summary>
/// <remarks>
/// <para>
/// Function f at sample t is Σⱼ K[j, f]·x[t + o − j], j = 0 … W − 1. Causal: o = −1 (0 without the shift). Anti-causal: o = W (W − 1). Acausal:
/// o = W − 1 − ⌊(W − 1)/2⌋.
/// </para>
/// <para>Windows do not cross trials. A sample whose window leaves its trial, or holds a value that is not finite, has no value (NaN).</para>
/// <para>The cost is that of the values that are not zero: spike counts are scattered, not convolved.</para>
/// </remarks>
public abstract record WindowBasis : Basis
{
    /// <summary>Gets the number of samples W of the window. At least 1.</summary>
    public required int WindowSize
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(WindowSize));
    }

    /// <summary>Gets which samples the window holds. Causal.</summary>
    public Causality Causality { get; init; } = Causality.Causal;

    /// <summary>Gets whether the window leaves the sample itself out, or null for yes, where it is causal or anti-causal.</summary>
    public bool? Shift { get; init; }

    /// <inheritdoc/>
    public override int Window => WindowSize;

    /// <summary>Gets K. Shape: window × functions.</summary>
    public abstract Matrix Kernel();

    /// <summary>Gets how many samples before its own each row of the kernel looks at; negative: after it.</summary>
    /// <exception cref="ArgumentException">The window is acausal and shifted.</exception>
    public IReadOnlyList<int> Lags() => [.. Enumerable.Range(-Offset(), WindowSize)];

    internal override FittedBasis FitCore(IReadOnlyList<Matrix> inputs)
    {
        _ = Offset();
        return new() { Basis = this, InputColumns = [inputs[0].Columns] };
    }

    internal override IReadOnlyList<Channel> Evaluate(
        FittedBasis fitted,
        IReadOnlyList<Matrix> inputs,
        IReadOnlyList<int>? trials
    )
    {
        var convolution = new TrialConvolution(Kernel(), Offset(), TrialRows.Of(inputs[0].Rows, trials));
        return
        [
            .. Enumerable
                .Range(0, inputs[0].Columns)
                .Select(c => new ConvolvedChannel(convolution, inputs[0].Column(c))),
        ];
    }

    private int Offset()
    {
        if (Causality == Causality.Acausal && Shift == true)
        {
            throw new ArgumentException(
                Invariant($"The acausal window of '{DefaultLabel}' has its sample inside and cannot be shifted.")
            );
        }

        int shift = Shift ?? true ? 1 : 0;
        return Causality switch
        {
            Causality.Causal => -shift,
            Causality.AntiCausal => WindowSize - 1 + shift,
            _ => WindowSize - 1 - ((WindowSize - 1) / 2),
        };
    }
}
