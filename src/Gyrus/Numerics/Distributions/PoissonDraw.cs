namespace Gyrus.Numerics.Distributions;

/// <summary>Random numbers of the Poisson distribution.</summary>
/// <remarks>
/// Small means: products of uniform numbers. Large means are halved by the order statistics of a Poisson process: the time of event number
/// k = ⌊7μ/8⌋ is Gamma(k); if it is after μ, the earlier events are Binomial(k − 1, μ/time), else what is left is Poisson again. Exact.
/// Source: Ahrens and Dieter (1974), Computing 12:223, doi:10.1007/BF02293108.
/// </remarks>
internal static class PoissonDraw
{
    private const double Small = 16;

    /// <summary>One draw, mean ≥ 0 and below about 1e9.</summary>
    public static int Next(Rng rng, double mean)
    {
        int count = 0;
        while (mean >= Small)
        {
            int k = (int)(mean * 7 / 8);
            double time = GammaDraw.Next(rng, k);
            if (time > mean)
            {
                return count + Binomial(rng, k - 1, mean / time);
            }

            count += k;
            mean -= time;
        }

        double limit = Math.Exp(-mean);
        for (double product = rng.NextDouble(); product > limit; product *= rng.NextDouble())
        {
            count++;
        }

        return count;
    }

    /// <summary>Binomial(trials, p): the middle order statistic of uniforms is a Beta; what lies on the wrong side of it is counted again.</summary>
    private static int Binomial(Rng rng, int trials, double p)
    {
        int count = 0;
        while (trials >= 32)
        {
            int a = 1 + (trials / 2);
            int b = trials + 1 - a;
            double x = GammaDraw.Next(rng, a);
            x /= x + GammaDraw.Next(rng, b);
            if (x >= p)
            {
                (trials, p) = (a - 1, p / x);
            }
            else
            {
                count += a;
                (trials, p) = (b - 1, (p - x) / (1 - x));
            }
        }

        for (int i = 0; i < trials; i++)
        {
            count += rng.NextDouble() < p ? 1 : 0;
        }

        return count;
    }
}
