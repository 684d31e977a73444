namespace Gyrus.Glm.Selection;

/// <summary>One coefficient with its interval.</summary>
/// <param name="Block">The block.</param>
/// <param name="Index">The column inside the block, from 0.</param>
/// <param name="Estimate">β.</param>
/// <param name="StandardError">Its robust standard error.</param>
/// <param name="Lower">The lower end of the interval.</param>
/// <param name="Upper">The upper end of the interval.</param>
/// <param name="PValue">The two-sided p-value of β = 0 (normal).</param>
public sealed record CoefficientEffect(
    string Block,
    int Index,
    double Estimate,
    double StandardError,
    double Lower,
    double Upper,
    double PValue
);
