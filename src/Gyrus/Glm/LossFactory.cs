using Gyrus.Optimization;
using Gyrus.Optimization.Losses;
using static System.FormattableString;

namespace Gyrus.Glm;

/// <summary>The datafit of an observation model.</summary>
internal static class LossFactory
{
    public static Datafit Create(ObservationModel model, double[] response, double[] weights, int segments = 1)
    {
        double phi = model.Dispersion ?? 1;
        return (model.Family, model.EffectiveLink) switch
        {
            (Family.Poisson, Link.Exp) => new PoissonExpDatafit(response, weights, segments),
            (Family.Poisson, Link.Softplus) => Of(new PoissonSoftplusLoss()),
            (Family.Poisson, Link.Identity) => Of(new PoissonIdentityLoss()),
            (Family.Gaussian, Link.Identity) => Of(new GaussianIdentityLoss()),
            (Family.Bernoulli, Link.Logistic) => Of(new BernoulliLogisticLoss()),
            (Family.Bernoulli, Link.Probit) => Of(new BernoulliProbitLoss()),
            (Family.Gamma, Link.Inverse) => Of(new GammaInverseLoss()),
            (Family.Gamma, Link.Exp) => Of(new GammaExpLoss()),
            (Family.NegativeBinomial, Link.Exp) => Of(new NegativeBinomialExpLoss(phi)),
            (Family.Gaussian, Link.Exp) => Of(new ThroughMeanLoss<GaussianMeanLoss, ExpMean>(default)),
            (Family.Gaussian, Link.Softplus) => Of(new ThroughMeanLoss<GaussianMeanLoss, SoftplusMean>(default)),
            (Family.Gamma, Link.Softplus) => Of(new ThroughMeanLoss<GammaMeanLoss, SoftplusMean>(default)),
            (Family.NegativeBinomial, Link.Softplus) => Of(
                new ThroughMeanLoss<NegativeBinomialMeanLoss, SoftplusMean>(new NegativeBinomialMeanLoss(phi))
            ),
            (Family family, Link link) => throw new ArgumentException(
                Invariant($"There is no {family} model with the link {link}.")
            ),
        };

        Datafit Of<TLoss>(TLoss loss)
            where TLoss : struct, IPointwiseLoss => new PointwiseDatafit<TLoss>(loss, response, weights, segments);
    }
}
