using Gyrus.Signals;

namespace Gyrus.Tests.Covariance.Cleaning;

/// <summary>Signals with the faults that a diagnosis looks for.</summary>
internal static class DiagnosedSignals
{
    public static RegionSignals White(int samples, int regions, ulong seed = 1) =>
        Autoregressive(samples, regions, 0, seed);

    /// <summary>First-order autoregressions of one coefficient.</summary>
    public static RegionSignals Autoregressive(int samples, int regions, double coefficient, ulong seed = 1)
    {
        var rng = new Rng(seed);
        double[][] columns =
        [
            .. Enumerable
                .Range(0, regions)
                .Select(_ =>
                {
                    double[] x = new double[samples];
                    double previous = rng.NextNormal() / Math.Sqrt(1 - (coefficient * coefficient));
                    for (int t = 0; t < samples; t++)
                    {
                        x[t] = previous;
                        previous = (coefficient * previous) + rng.NextNormal();
                    }

                    return x;
                }),
        ];
        return Of("sub-01", Matrix.Create(samples, regions, (t, j) => columns[j][t]));
    }

    /// <summary>Mixtures of a few sinusoids: what a band-pass filter leaves.</summary>
    public static RegionSignals BandPassed(int samples, int regions, int rank, ulong seed = 1)
    {
        var rng = new Rng(seed);
        double[] weights = [.. Enumerable.Range(0, rank * regions).Select(_ => rng.NextNormal())];
        return Of(
            "sub-01",
            Matrix.Create(
                samples,
                regions,
                (t, j) =>
                    Enumerable
                        .Range(0, rank)
                        .Sum(k =>
                            weights[(k * regions) + j]
                            * Math.Sin((2 * Math.PI * ((k / 2) + 3) * t / samples) + (k % 2 * Math.PI / 2))
                        )
            )
        );
    }

    /// <summary>The same signals with a column put in the place of another's.</summary>
    public static RegionSignals With(this RegionSignals signals, int column, Func<int, double> values) =>
        Of(
            signals.Subject,
            Matrix.Create(
                signals.Samples,
                signals.Regions.Count,
                (t, j) => j == column ? values(t) : signals.Values[t, j]
            )
        );

    public static RegionSignals Named(this RegionSignals signals, string subject) => Of(subject, signals.Values);

    private static RegionSignals Of(string subject, Matrix values) =>
        new(subject, values, [.. Enumerable.Range(0, values.Columns).Select(j => new Region(j + 1, $"r{j}"))]);
}
