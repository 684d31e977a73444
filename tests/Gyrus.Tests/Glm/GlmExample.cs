using Gyrus.Glm;
using Gyrus.Glm.Features;

namespace Gyrus.Tests.Glm;

/// <summary>Small problems of every family, drawn with a seed.</summary>
internal static class GlmExample
{
    public const int Samples = 200;

    public static readonly ObservationModel[] Observations =
    [
        new(),
        new() { Link = Link.Softplus },
        new() { Link = Link.Identity },
        new() { Family = Family.Gaussian },
        new() { Family = Family.Gaussian, Link = Link.Exp },
        new() { Family = Family.Gaussian, Link = Link.Softplus },
        new() { Family = Family.Bernoulli },
        new() { Family = Family.Bernoulli, Link = Link.Probit },
        new() { Family = Family.Gamma },
        new() { Family = Family.Gamma, Link = Link.Exp },
        new() { Family = Family.Gamma, Link = Link.Softplus },
        new() { Family = Family.NegativeBinomial, Dispersion = 0.5 },
        new()
        {
            Family = Family.NegativeBinomial,
            Link = Link.Softplus,
            Dispersion = 0.5,
        },
    ];

    /// <summary>Three blocks of 3, 2 and 1 columns; positive means near 1 to 3, whatever the link.</summary>
    public static GlmData Data(ObservationModel observation, ulong seed = 3)
    {
        var rng = new Rng(seed);
        Matrix x = Matrix.Create(Samples, 6, (_, _) => (2 * rng.NextDouble()) - 1);
        double[] y = new double[Samples];
        for (int i = 0; i < Samples; i++)
        {
            double eta = 1 + (0.3 * x[i, 0]) - (0.25 * x[i, 1]) + (0.2 * x[i, 4]);
            double mean = observation.EffectiveLink == Link.Inverse ? 1 / eta : eta;
            y[i] = observation.Family switch
            {
                Family.Bernoulli => rng.NextDouble() < 1 / (1 + Math.Exp(2 - (2 * eta))) ? 1 : 0,
                Family.Gaussian => mean + (0.3 * rng.NextNormal()),
                Family.Gamma => mean * -Math.Log(1 - (0.999 * rng.NextDouble())) + 0.01,
                _ => Math.Floor(mean * -Math.Log(1 - (0.999 * rng.NextDouble())) * 2),
            };
        }

        return new GlmData
        {
            Design = Design.Of(("a", Columns(x, 0, 3)), ("b", Columns(x, 3, 2)), ("c", Columns(x, 5, 1))),
            Responses = Matrix.FromColumnMajor(Samples, 1, y),
        };
    }

    private static Matrix Columns(Matrix x, int start, int count) =>
        x.Select([.. Enumerable.Range(0, x.Rows)], [.. Enumerable.Range(start, count)]);
}
