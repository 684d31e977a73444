using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>Gradient ascent of the likelihood on the entries of C from C = 1: C ← C + ½η(C⁻¹EC⁻¹ − C⁻¹), stopped early.</summary>
/// <remarks>
/// <para>
/// What the text of the source describes as GA; its program steps on J instead. C commutes with E, so N numbers move. The step
/// grows as 1/C²: an eigenvalue below about √η jumps out of the cone, and the stop rule then goes back to before.
/// </para>
/// <para>Source: Ibáñez-Berganza et al. (2023), Physical Review E 108:024313, arXiv:2302.02951. Docs: docs/methods/gradient-ascent.md.</para>
/// </remarks>
public sealed record PlainAscent : GradientAscent
{
    /// <summary>Gets the step η. Positive; 10⁻⁴.</summary>
    public double Step
    {
        get;
        init => field = Require.Positive(value, nameof(Step));
    } = 1e-4;

    private protected override string Name => "Gradient ascent on C";

    private protected override IAscent Begin(Matrix training, Matrix validation) =>
        new PlainRecursion(training, validation, Step);
}
