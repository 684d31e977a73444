namespace Gyrus.Numerics.Distributions;

/// <summary>Random numbers of the gamma distribution with scale 1.</summary>
/// <remarks>Source: Marsaglia and Tsang (2000), ACM Trans. Math. Softw. 26:363, doi:10.1145/358407.358414.</remarks>
internal static class GammaDraw
{
    /// <summary>One draw of Gamma(shape, 1), shape &gt; 0.</summary>
    public static double Next(Rng rng, double shape)
    {
        if (shape < 1)
        {
            // Gamma(a) = Gamma(a + 1)·U^(1/a); 1 − U avoids a U of exactly 0.
            return Next(rng, shape + 1) * Math.Pow(1 - rng.NextDouble(), 1 / shape);
        }

        double d = shape - (1.0 / 3);
        double c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = rng.NextNormal();
            double v = 1 + (c * x);
            if (v <= 0)
            {
                continue;
            }

            v = v * v * v;
            if (Math.Log(1 - rng.NextDouble()) < (0.5 * x * x) + (d * (1 - v + Math.Log(v))))
            {
                return d * v;
            }
        }
    }

    /// <summary>Positive shares of sum 1 from the symmetric Dirichlet distribution: gamma draws over their sum.</summary>
    public static double[] Dirichlet(Rng rng, int count, double concentration)
    {
        double[] shares = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            shares[i] = Next(rng, concentration);
            sum += shares[i];
        }

        for (int i = 0; i < count; i++)
        {
            shares[i] /= sum;
        }

        return shares;
    }
}
