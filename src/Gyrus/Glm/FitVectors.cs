namespace Gyrus.Glm;

/// <summary>How many numbers per sample the fit of one neuron holds at once, beside the design, the responses and what is given per sample.</summary>
internal static class FitVectors
{
    /// <summary>w and wy of the loss (w and y of some); η, the slopes, the last move and the dual point of the solver; h of its curvature.</summary>
    public const int OneProblem = 7;

    /// <summary>The same, with one vector more while a response is copied, a second solver where the next begins before the last ends, and a third on the edge of a domain.</summary>
    public static int Of(GeneralizedLinearModel model)
    {
        bool restarts =
            model.Regularizer.IsReweighted
            || model.Observation is { Family: Family.NegativeBinomial, Dispersion: null };
        bool edge = model.Observation is { Family: Family.Poisson, EffectiveLink: Link.Identity };
        return 1
            + (
                OneProblem
                * (
                    edge ? 3
                    : restarts ? 2
                    : 1
                )
            )
            + (restarts ? 2 : 0);
    }
}
