using Gyrus.Covariance;
using Gyrus.Covariance.Cleaning;
using Gyrus.Covariance.Tangent;

namespace Gyrus.Tests.Covariance.Cleaning;

/// <summary>Estimators that use the other subjects: limits, the posterior recomputed densely, and what they are for.</summary>
public sealed class GroupEstimatorTests
{
    [Fact]
    public void GroupTarget_AtWeightZeroAndOne_IsTheSampleAndTheMeanOfTheOthers()
    {
        Matrix[] subjects = Group(subjects: 4, samples: 40, regions: 5, seed: 1);
        Matrix[] covariances = [.. subjects.Select(s => SampleCovariance.OfSignals(s).Values)];

        IReadOnlyList<CovarianceFit> own = new GroupTargetShrinkage { Weights = [0] }.Fit(subjects);
        IReadOnlyList<CovarianceFit> others = new GroupTargetShrinkage { Weights = [1] }.Fit(subjects);

        Matrix mean = Matrix.Create(
            5,
            5,
            (i, j) => (covariances[1][i, j] + covariances[2][i, j] + covariances[3][i, j]) / 3
        );
        NumericAssert.Close(covariances[0].AsSpan(), own[0].Covariance.Values.AsSpan(), 1e-13);
        NumericAssert.Close(mean.AsSpan(), others[0].Covariance.Values.AsSpan(), 1e-13);
    }

    [Fact]
    public void GroupTarget_ScoresAreThoseOfTheFoldsRecomputed()
    {
        Matrix[] subjects = Group(subjects: 3, samples: 24, regions: 4, seed: 2);
        var estimator = new GroupTargetShrinkage
        {
            Weights = [0.3, 0.6],
            Folds = new() { Folds = 2 },
        };

        CovarianceFit fit = estimator.Fit(subjects)[1];

        for (int g = 0; g < 2; g++)
        {
            double expected = 0;
            for (int fold = 0; fold < 2; fold++)
            {
                Matrix[] centred = [.. subjects.Select(Centred)];
                Matrix[] training =
                [
                    .. centred.Select(s => SampleCovariance.OfSignals(s.RowRange(12 - (12 * fold), 12)).Values),
                ];
                double w = estimator.Weights[g];
                Matrix c = Matrix.Create(
                    4,
                    4,
                    (i, j) => ((1 - w) * training[1][i, j]) + (w * 0.5 * (training[0][i, j] + training[2][i, j]))
                );
                expected +=
                    Criteria
                        .Of(Inverse.Precision(SampleCovariance.Of(c, 12)), centred[1].RowRange(12 * fold, 12))
                        .LogLikelihood / 2;
            }

            NumericAssert.Close(expected, fit.Choice!.MeanScores[g], 1e-12);
        }
    }

    [Fact]
    public void PopulationShrinkage_WithoutNoise_IsTheBaseEstimate()
    {
        Matrix[] subjects = Group(subjects: 5, samples: 30, regions: 6, seed: 3);

        IReadOnlyList<CovarianceFit> fits = new PopulationShrinkage { Noise = [0] }.Fit(subjects);

        for (int k = 0; k < subjects.Length; k++)
        {
            NumericAssert.Close(
                new CrossValidatedEigenvalues().Fit(subjects[k]).Covariance.Values.AsSpan(),
                fits[k].Covariance.Values.AsSpan(),
                1e-10
            );
        }
    }

    [Fact]
    public void PopulationShrinkage_WithAllNoise_IsTheMeanOfTheOthersInTheTangentSpace()
    {
        Matrix[] subjects = Group(subjects: 5, samples: 30, regions: 6, seed: 4);

        CovarianceFit fit = new PopulationShrinkage { Noise = [1e12] }.Fit(subjects)[1];

        TangentSpaceFit space = new TangentSpace { Estimator = new CrossValidatedEigenvalues() }.Fit(subjects);
        IReadOnlyList<Matrix> tangents = space.Transform(subjects).Matrices;
        Matrix mean = Matrix.Create(
            6,
            6,
            (i, j) => (tangents[0][i, j] + tangents[2][i, j] + tangents[3][i, j] + tangents[4][i, j]) / 4
        );
        NumericAssert.Close(space.Covariance(mean).AsSpan(), fit.Covariance.Values.AsSpan(), 1e-7);
    }

    [Fact]
    public void PopulationShrinkage_IsThePosteriorMeanOfADenseEigendecomposition()
    {
        Matrix[] subjects = Group(subjects: 5, samples: 30, regions: 3, seed: 5);
        const double Noise = 0.7;

        CovarianceFit fit = new PopulationShrinkage { Noise = [Noise] }.Fit(subjects)[2];

        TangentSpaceFit space = new TangentSpace { Estimator = new CrossValidatedEigenvalues() }.Fit(subjects);
        double[][] displacements = [.. space.Transform(subjects).Matrices.Select(Flat)];
        double outside = Enumerable.Range(0, 5).Average(k => Outside(displacements, k)) / (6 - 3) / 1.25;
        Matrix expected = space.Covariance(Unflat(Dense(displacements, 2, Noise, outside)));
        Assert.True(outside > 1e-4);
        NumericAssert.Close(expected.AsSpan(), fit.Covariance.Values.AsSpan(), 1e-7);
    }

    [Fact]
    public void GroupEstimators_OnShortRecordingsOfSimilarSubjects_BeatShrinkageOfEachAlone()
    {
        Matrix[] all = Group(subjects: 12, samples: 60, regions: 20, seed: 6);
        Matrix[] training = [.. all.Select(s => s.RowRange(0, 40))];
        Matrix[] test = [.. all.Select(s => s.RowRange(40, 20))];

        double alone = training
            .Select(
                (s, k) =>
                    Criteria
                        .Of(
                            new CrossValidated { Family = new LinearShrinkage() }
                                .Fit(s)
                                .Precision!,
                            test[k]
                        )
                        .LogLikelihood
            )
            .Average();

        foreach (
            IGroupCovarianceEstimator estimator in new IGroupCovarianceEstimator[]
            {
                new GroupTargetShrinkage(),
                new PopulationShrinkage(),
            }
        )
        {
            double together = estimator
                .Fit(training)
                .Select((f, k) => Criteria.Of(f.Precision!, test[k]).LogLikelihood)
                .Average();
            Assert.True(together > alone + 0.2, $"{estimator.GetType().Name}: {together} against {alone} alone.");
        }
    }

    [Fact]
    public void GroupSparse_UnitsOfARegion_DoNotMatter()
    {
        Matrix[] subjects = Group(subjects: 3, samples: 40, regions: 5, seed: 7);
        Matrix[] scaled = [.. subjects.Select(s => Matrix.Create(s.Rows, 5, (t, j) => s[t, j] * (j + 1) * 10))];

        CovarianceFit fit = new GroupSparseEstimator().Fit(subjects)[0];
        CovarianceFit other = new GroupSparseEstimator().Fit(scaled)[0];

        Matrix back = Matrix.Create(5, 5, (i, j) => other.Covariance.Values[i, j] / (100.0 * (i + 1) * (j + 1)));
        NumericAssert.Close(fit.Covariance.Values.AsSpan(), back.AsSpan(), 1e-6);
        Assert.True(fit.Convergence!.Converged);
    }

    [Fact]
    public void GroupEstimators_OfOneSubject_SayThatOthersAreNeeded()
    {
        Matrix[] one = Group(subjects: 1, samples: 30, regions: 4, seed: 8);

        Assert.Throws<EstimatorUndefinedException>(() => new GroupTargetShrinkage().Fit(one));
        Assert.Throws<EstimatorUndefinedException>(() => new PopulationShrinkage().Fit(one));
    }

    [Fact]
    public void GroupEstimators_Threads_DoNotChangeABit()
    {
        Matrix[] subjects = Group(subjects: 5, samples: 40, regions: 6, seed: 9);

        Assert.Equal(
            new PopulationShrinkage { Threads = 1 }
                .Fit(subjects)[3]
                .Covariance.Values.AsSpan(),
            new PopulationShrinkage { Threads = 4 }
                .Fit(subjects)[3]
                .Covariance.Values.AsSpan()
        );
        Assert.Equal(
            new GroupTargetShrinkage { Threads = 1 }
                .Fit(subjects)[3]
                .Covariance.Values.AsSpan(),
            new GroupTargetShrinkage { Threads = 4 }
                .Fit(subjects)[3]
                .Covariance.Values.AsSpan()
        );
    }

    /// <summary>Subjects that share a mixing of sources and differ a little in it.</summary>
    private static Matrix[] Group(int subjects, int samples, int regions, ulong seed)
    {
        var common = new Rng(seed);
        Matrix mixing = Matrix.Create(regions, regions, (i, j) => (i == j ? 1 : 0) + (0.6 * common.NextNormal()));
        return
        [
            .. Enumerable
                .Range(0, subjects)
                .Select(k =>
                {
                    Rng rng = Rng.ForPart(seed, k);
                    Matrix own = Matrix.Create(regions, regions, (i, j) => mixing[i, j] + (0.1 * rng.NextNormal()));
                    Matrix sources = Matrix.Create(samples, regions, (_, _) => rng.NextNormal());
                    return Matrix.Create(
                        samples,
                        regions,
                        (t, j) => Enumerable.Range(0, regions).Sum(i => sources[t, i] * own[i, j])
                    );
                }),
        ];
    }

    private static Matrix Centred(Matrix x)
    {
        double[] means = [.. Enumerable.Range(0, x.Columns).Select(j => x.Column(j).ToArray().Average())];
        return Matrix.Create(x.Rows, x.Columns, (t, j) => x[t, j] - means[j]);
    }

    private static double[] Flat(Matrix tangent)
    {
        var flat = new List<double>();
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                flat.Add(tangent[i, j] * (i == j ? 1 : Math.Sqrt(2)));
            }
        }

        return [.. flat];
    }

    private static Matrix Unflat(double[] flat) =>
        Matrix.Create(
            3,
            3,
            (i, j) => flat[(Math.Max(i, j) * (Math.Max(i, j) + 1) / 2) + Math.Min(i, j)] / (i == j ? 1 : Math.Sqrt(2))
        );

    /// <summary>The others' mean, and the eigendecomposition of the sum of squares of their deviations from it.</summary>
    private static (double[] Mean, double[] Values, Matrix Vectors) PriorOf(double[][] displacements, int subject)
    {
        double[][] others = [.. displacements.Where((_, k) => k != subject)];
        double[] mean = [.. Enumerable.Range(0, 6).Select(a => others.Average(d => d[a]))];
        Matrix prior = Matrix.Create(6, 6, (a, b) => others.Sum(d => (d[a] - mean[a]) * (d[b] - mean[b])));
        double[] values = new double[6];
        LinearAlgebra.Current.SymmetricEigen(prior.Values, values, 6);
        return (mean, values, prior);
    }

    private static double Outside(double[][] displacements, int subject)
    {
        (double[] mean, double[] values, Matrix vectors) = PriorOf(displacements, subject);
        return Enumerable
            .Range(0, 6)
            .Where(i => values[i] < 1e-10 * values[^1])
            .Sum(i => Math.Pow(Along(vectors, i, displacements[subject], mean), 2));
    }

    private static double[] Dense(double[][] displacements, int subject, double noise, double outside)
    {
        (double[] mean, double[] values, Matrix vectors) = PriorOf(displacements, subject);
        double[] shrunk = [.. mean];
        for (int i = 0; i < 6; i++)
        {
            double variance = Math.Max(values[i] / (displacements.Length - 2), outside);
            double factor = Math.Max(0, 1 - (noise * outside / variance));
            for (int a = 0; a < 6; a++)
            {
                shrunk[a] += factor * Along(vectors, i, displacements[subject], mean) * vectors[a, i];
            }
        }

        return shrunk;
    }

    private static double Along(Matrix vectors, int i, double[] displacement, double[] mean) =>
        Enumerable.Range(0, 6).Sum(a => vectors[a, i] * (displacement[a] - mean[a]));
}
