using Gyrus.Numerics;

namespace Gyrus.Glm;

/// <summary>A family with its link. Defaults of the link: Poisson and negative binomial exp, Gaussian identity, Bernoulli logistic, Gamma inverse.</summary>
public sealed record ObservationModel
{
    /// <summary>Gets the family. Poisson.</summary>
    public Family Family { get; init; } = Family.Poisson;

    /// <summary>Gets the link, or null for the family's own.</summary>
    public Link? Link { get; init; }

    /// <summary>Gets φ of the negative binomial, or null to fit it. Positive; 1.</summary>
    public double? Dispersion
    {
        get;
        init => field = value is { } given ? Require.Positive(given, nameof(Dispersion)) : null;
    } = 1;

    /// <summary>Gets the link in use: the one given, else the family's own.</summary>
    public Link EffectiveLink =>
        Link
        ?? Family switch
        {
            Family.Gaussian => Glm.Link.Identity,
            Family.Bernoulli => Glm.Link.Logistic,
            Family.Gamma => Glm.Link.Inverse,
            _ => Glm.Link.Exp,
        };

    /// <summary>
    /// Gets a value indicating whether the loss is convex in η, so that the certificate of a fit is a duality gap, which bounds how far the objective is
    /// above its optimum. Else it is the decrease that a quadratic model promises: 0 at stationary points.
    /// </summary>
    public bool IsConvex =>
        (Family, EffectiveLink)
            is not (

                (Family.Gaussian, Glm.Link.Exp or Glm.Link.Softplus)
                or
                (Family.Gamma or Family.NegativeBinomial, Glm.Link.Softplus)
            );

    /// <summary>What the family takes, in words (such as <c>0 or 1</c>), where a response is not of that kind; null where it is, or where it is NaN, which stands for no response.</summary>
    /// <param name="response">The response.</param>
    public string? WantedInsteadOf(double response) => ResponseCheck.Wanted(Family, response);
}
