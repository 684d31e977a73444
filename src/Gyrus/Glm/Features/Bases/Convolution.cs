using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Glm.Features;

/// <summary>A covariate convolved with the functions of a basis: the effect of a recent history, or of what follows.</summary>
/// <remarks>The kernels are the functions at W evenly spaced points of their range, ends included. See <see cref="WindowBasis"/>.</remarks>
public sealed record Convolution : WindowBasis
{
    /// <summary>Gets the basis of the kernels, of one covariate. Its range is the window, whatever range it states.</summary>
    public required Basis Basis { get; init; }

    /// <inheritdoc/>
    public override int Functions => Basis.Functions;

    /// <inheritdoc/>
    public override Matrix Kernel()
    {
        Basis basis = Basis is RangedBasis ranged ? ranged with { Ranges = null } : Basis;
        if (basis.Inputs != 1 || basis.Window != 1)
        {
            throw new ArgumentException(
                Invariant(
                    $"The kernels of '{DefaultLabel}' need a basis of one covariate without a window, but '{basis.DefaultLabel}' came."
                )
            );
        }

        double[] points =
        [
            .. Enumerable.Range(0, WindowSize).Select(j => WindowSize == 1 ? 0 : (double)j / (WindowSize - 1)),
        ];
        return basis.Fit(points).Evaluate(points);
    }

    internal override FittedBasis FitCore(IReadOnlyList<Matrix> inputs)
    {
        _ = Kernel();
        return base.FitCore(inputs);
    }
}
