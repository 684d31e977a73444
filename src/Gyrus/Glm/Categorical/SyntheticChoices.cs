using Gyrus.Numerics;

namespace Gyrus.Glm.Categorical;

/// <summary>A synthetic subject who answers left, none or right to a contrast, whatever a distractor does.</summary>
/// <remarks>
/// Contrast c and distractor are independent and uniform on [−1, 1]; the log-odds are −s·c (left), s·(½ − 2c²) (none) and s·c (right), s =
/// <see cref="Sharpness"/>. The same seed gives the same answers.
/// </remarks>
public sealed record SyntheticChoices
{
    /// <summary>Gets the number of choices. At least 1; 600.</summary>
    public int Samples
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Samples));
    } = 600;

    /// <summary>Gets s. Positive; 2.</summary>
    public double Sharpness
    {
        get;
        init => field = Require.Positive(value, nameof(Sharpness));
    } = 2;

    /// <summary>Gets the seed. 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Draws the choices.</summary>
    /// <returns>Covariates: samples × 2, contrast and distractor. Labels: left, none or right.</returns>
    public (Matrix Covariates, IReadOnlyList<string> Labels) Generate()
    {
        var rng = new Rng(Seed);
        var covariates = new Matrix(Samples, 2);
        string[] labels = new string[Samples];
        for (int i = 0; i < Samples; i++)
        {
            double c = (2 * rng.NextDouble()) - 1;
            covariates[i, 0] = c;
            covariates[i, 1] = (2 * rng.NextDouble()) - 1;
            double left = Math.Exp(-Sharpness * c);
            double none = Math.Exp(Sharpness * (0.5 - (2 * c * c)));
            double right = Math.Exp(Sharpness * c);
            double at = rng.NextDouble() * (left + none + right);
            labels[i] =
                at < left ? "left"
                : at < left + none ? "none"
                : "right";
        }

        return (covariates, labels);
    }
}
