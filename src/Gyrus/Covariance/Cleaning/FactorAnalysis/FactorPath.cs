using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>Maximum-likelihood factor models of one sample covariance, one rank after another, each from the one before.</summary>
internal sealed class FactorPath
{
    private readonly FactorNewton _newton;
    private readonly Matrix _correlation;
    private readonly double[] _deviations;
    private bool _started;

    public FactorPath(SampleCovariance sample, double leastUniqueness)
    {
        int n = sample.Regions;
        _deviations = new double[n];
        for (int i = 0; i < n; i++)
        {
            _deviations[i] = Math.Sqrt(sample.Values[i, i]);
        }

        _correlation = Inverse.Correlation(sample.Values);
        _newton = new FactorNewton(_correlation, leastUniqueness);
    }

    /// <summary>Gets the largest slope of −2 log-likelihood per sample in ln ψ, bounds respected.</summary>
    public double Slope => _newton.Slope;

    /// <summary>Gets the log-likelihood per sample at the present point.</summary>
    public double LogLikelihood
    {
        get
        {
            double sum = (_deviations.Length * Math.Log(2 * Math.PI)) + _newton.Point.Objective;
            foreach (double deviation in _deviations)
            {
                sum += 2 * Math.Log(deviation);
            }

            return -0.5 * sum;
        }
    }

    /// <summary>Gets the regions whose unique variance is at its bound.</summary>
    public IEnumerable<int> Bounded => Enumerable.Range(0, _deviations.Length).Where(_newton.AtBound);

    /// <summary>Gets ln ψ of the present point, on the scale of the correlations.</summary>
    public ReadOnlySpan<double> LogUniqueness => _newton.Point.LogUniqueness;

    /// <summary>Takes another rank, from ψ as it is; the first rank starts afresh.</summary>
    public void GoOn(int factors)
    {
        if (_started)
        {
            _newton.Point.Choose(factors);
            return;
        }

        _started = true;
        _newton.Start(FirstUniqueness(factors), factors);
    }

    /// <summary>Takes a rank at a ψ that <see cref="LogUniqueness"/> gave.</summary>
    public void GoBack(ReadOnlySpan<double> logUniqueness, int factors)
    {
        _started = true;
        _newton.StartAt(logUniqueness, factors);
    }

    /// <summary>Goes on to a rank until the slope is below the tolerance; returns the Newton steps it took.</summary>
    public int Fit(int factors, double tolerance, int maxIterations)
    {
        GoOn(factors);
        int steps = 0;
        while (_newton.Slope > tolerance && steps < maxIterations && _newton.Step(factors) > 0)
        {
            steps++;
        }

        return steps;
    }

    /// <summary>Steps at the present rank until one promised less than a decrease of −2 log-likelihood per sample, and that step is taken.</summary>
    public int FitForScore(int factors, double promise, int maxIterations)
    {
        for (int steps = 1; ; steps++)
        {
            if (_newton.Step(factors) <= promise || steps >= maxIterations)
            {
                return steps;
            }
        }
    }

    /// <summary>The model of the present point.</summary>
    public FactorModel Model()
    {
        FactorPoint point = _newton.Point;
        double[] scale = new double[_deviations.Length];
        for (int i = 0; i < scale.Length; i++)
        {
            scale[i] = _deviations[i] * Math.Exp(0.5 * point.LogUniqueness[i]);
        }

        return new FactorModel(point.Vectors.Copy(), point.ModelValues(), scale);
    }

    // Jöreskog's start, (1 − r/2N) of the variance that the other regions do not explain; with a singular sample, a half of the variance.
    private double[] FirstUniqueness(int factors)
    {
        int n = _deviations.Length;
        double[] inverse = _correlation.AsSpan().ToArray();
        double[] uniqueness = new double[n];
        Array.Fill(uniqueness, 0.5);
        if (LinearAlgebra.Current.Cholesky(inverse, n) < 0)
        {
            LinearAlgebra.Current.CholeskyInverse(inverse, n);
            for (int i = 0; i < n; i++)
            {
                uniqueness[i] = Math.Max(0.1, (1 - (factors / (2.0 * n))) / inverse[(i * n) + i]);
            }
        }

        return uniqueness;
    }
}
