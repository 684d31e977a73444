using Gyrus.Numerics.Distributions;

namespace Gyrus.Glm;

/// <summary>φ of largest likelihood given the means: golden section on log φ.</summary>
internal static class NegativeBinomialDispersion
{
    private const double Least = 1e-8;
    private const double Most = 1e4;

    public static double Fit(GlmTask task, Link link, double[] eta)
    {
        double[] mean = new double[eta.Length];
        LinkFunction.Mean(link, eta, mean);
        double[] response = task.Response();
        double ratio = (Math.Sqrt(5) - 1) / 2;
        (double low, double high) = (Math.Log(Least), Math.Log(Most));
        (double left, double right) = (high - (ratio * (high - low)), low + (ratio * (high - low)));
        (double atLeft, double atRight) = (
            LogLikelihood(task, response, mean, left),
            LogLikelihood(task, response, mean, right)
        );
        while (high - low > 1e-8)
        {
            if (atLeft >= atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - (ratio * (high - low));
                atLeft = LogLikelihood(task, response, mean, left);
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + (ratio * (high - low));
                atRight = LogLikelihood(task, response, mean, right);
            }
        }

        return Math.Exp((low + high) / 2);
    }

    private static double LogLikelihood(GlmTask task, double[] response, double[] mean, double logPhi)
    {
        double phi = Math.Exp(logPhi);
        double sum = 0;
        for (int i = 0; i < mean.Length; i++)
        {
            double w = task.Weights[i];
            sum += w == 0 ? 0 : w * LogLikelihood(response[i], mean[i], phi);
        }

        return sum;
    }

    /// <summary>log Γ(y + r)/Γ(r) + y log(φm) − (y + r) log(1 + φm), r = 1/φ, without the terms that φ does not enter.</summary>
    private static double LogLikelihood(double y, double m, double phi)
    {
        const double FewSpikes = 30;
        double rising = 0;
        if (y <= FewSpikes)
        {
            // Γ(y + r)φ^y/Γ(r) = Π(1 + kφ): no cancellation as φ → 0.
            for (int k = 1; k < y; k++)
            {
                rising += Logarithm.OnePlus(k * phi);
            }
        }
        else
        {
            rising = (y * Math.Log(phi)) - GammaFunction.LogRatio(1 / phi, y);
        }

        return rising - ((y + (1 / phi)) * Logarithm.OnePlus(phi * m));
    }
}
