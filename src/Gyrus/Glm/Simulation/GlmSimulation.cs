using Gyrus.Glm.Features;
using Gyrus.Numerics;

namespace Gyrus.Glm.Simulation;

/// <summary>Responses drawn from a fitted model.</summary>
public static class GlmSimulation
{
    /// <summary>One response per sample of a design; NaN where a feature is not finite.</summary>
    /// <param name="fit">The model.</param>
    /// <param name="design">A design with the columns of the fit.</param>
    /// <param name="seed">The seed of the draws.</param>
    /// <param name="offset">What is added to η, or empty.</param>
    public static double[] Draw(GlmFit fit, Design design, ulong seed, ReadOnlySpan<double> offset = default)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(design);
        var rng = new Rng(seed);
        double[] y = fit.Predict(design, offset);
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = double.IsFinite(y[i])
                ? ResponseDraw.Next(rng, fit.Model.Observation.Family, y[i], fit.Scale)
                : double.NaN;
        }

        return y;
    }
}
