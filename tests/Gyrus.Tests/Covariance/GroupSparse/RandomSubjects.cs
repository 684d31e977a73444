using Gyrus.Covariance;

namespace Gyrus.Tests.Covariance.GroupSparse;

/// <summary>Covariances of correlated signals with variances far from 1 and different numbers of samples.</summary>
internal static class RandomSubjects
{
    /// <param name="regions">p.</param>
    /// <param name="subjects">K.</param>
    /// <param name="seed">Everything else follows from it.</param>
    /// <param name="samples">T of the first subject; the others have 3, 6, … more.</param>
    public static SampleCovariance[] Covariances(int regions, int subjects, ulong seed, int samples = 40)
    {
        var shared = new Rng(seed);
        Matrix mixing = Matrix.Create(
            regions,
            regions,
            (i, j) => i == j ? 1 : 0.8 * shared.NextNormal() / Math.Sqrt(regions)
        );
        double[] scales = [.. Enumerable.Range(0, regions).Select(_ => Math.Exp(shared.NextNormal()))];
        return
        [
            .. Enumerable
                .Range(0, subjects)
                .Select(k => Subject(mixing, scales, Rng.ForPart(seed, k), samples + (3 * k))),
        ];
    }

    private static SampleCovariance Subject(Matrix mixing, double[] scales, Rng rng, int samples)
    {
        int p = scales.Length;
        var noise = new Matrix(samples, p);
        rng.FillNormal(noise.Values);
        return SampleCovariance.OfSignals(
            Matrix.Create(samples, p, (t, i) => scales[i] * Enumerable.Range(0, p).Sum(j => noise[t, j] * mixing[j, i]))
        );
    }
}
