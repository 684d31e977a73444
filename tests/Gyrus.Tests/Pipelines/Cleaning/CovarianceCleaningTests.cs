using Gyrus.Covariance;
using Gyrus.Covariance.Cleaning;
using Gyrus.Pipelines;
using Gyrus.Pipelines.Cleaning;
using Gyrus.Signals;
using Gyrus.Tests.Covariance.Cleaning;

namespace Gyrus.Tests.Pipelines.Cleaning;

/// <summary>From signals to cleaned matrices: units, inverses, refusals.</summary>
public sealed class CovarianceCleaningTests
{
    [Fact]
    public void Clean_Units_DifferByTheDeviationsOnly()
    {
        StudySignals study = Study(Scaled(DiagnosedSignals.Autoregressive(200, 8, 0.5)));
        CleanedSubject signal = new CovarianceCleaning().Clean(study).Subjects[0];
        CleanedSubject standardised = new CovarianceCleaning { Units = CovarianceUnits.Standardised }
            .Clean(study)
            .Subjects[0];

        double[] deviations = StandardisedEstimator.Standardise(study.Subjects[0].Values).Deviations;
        for (int j = 0; j < 8; j++)
        {
            for (int i = 0; i < 8; i++)
            {
                double scale = deviations[i] * deviations[j];
                Assert.Equal(1, signal.Covariance[i, j] / (scale * standardised.Covariance[i, j]), 1e-12);
                Assert.Equal(1, signal.Precision![i, j] * scale / standardised.Precision![i, j], 1e-12);
            }
        }

        Assert.Equal(standardised.Correlation.AsSpan(), signal.Correlation.AsSpan());
        Assert.Equal(standardised.PartialCorrelation!.AsSpan(), signal.PartialCorrelation!.AsSpan());
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("cvc")]
    [InlineData("shrinkage-cv:completion")]
    public void Clean_Precision_IsTheInverseOfTheCovariance(string estimator)
    {
        StudySignals study = Study(Scaled(DiagnosedSignals.Autoregressive(120, 10, 0.4)));

        CleanedSubject s = new CovarianceCleaning { Estimator = EstimatorCatalogue.Parse(estimator) }
            .Clean(study)
            .Subjects[0];

        for (int i = 0; i < 10; i++)
        {
            for (int j = 0; j < 10; j++)
            {
                double sum = Enumerable.Range(0, 10).Sum(k => s.Covariance[i, k] * s.Precision![k, j]);
                double scale = Math.Sqrt(s.Covariance[i, i] / s.Covariance[j, j]);
                Assert.Equal(i == j ? 1 : 0, sum / scale, 1e-9);
                double partial = i == j ? 1 : -s.Precision![i, j] / Math.Sqrt(s.Precision[i, i] * s.Precision[j, j]);
                Assert.Equal(partial, s.PartialCorrelation![i, j], 1e-12);
            }
        }
    }

    [Fact]
    public void Clean_SubjectWithoutAValue_IsToldAndTheOthersAreThere()
    {
        RegionSignals white = DiagnosedSignals.White(400, 6);
        StudySignals study = Study(white, white.With(5, t => white.Values[t, 0]).Named("sub-02"));

        CleaningResult result = new CovarianceCleaning().Clean(study);

        Assert.Equal("sub-01", Assert.Single(result.Subjects).Subject);
        Assert.Equal("sub-02", Assert.Single(result.Refused).Subject);
        Assert.Contains("ever less shrinkage", result.Refused[0].Reason, StringComparison.Ordinal);
        Assert.Contains(result.Warnings, w => w.Contains("'r0' and 'r5'", StringComparison.Ordinal));
    }

    [Fact]
    public void Clean_SingularEstimate_HasNoPrecisionAndAWarning()
    {
        StudySignals study = Study(DiagnosedSignals.White(12, 20));
        var singular = new NamedEstimator(
            "empirical",
            new CatalogueEntry
            {
                Name = "empirical",
                Title = "t",
                Description = "d",
                Source = "s",
                Create = _ => new EmpiricalCovariance(),
            },
            new EstimatorSettings()
        );

        CleanedSubject s = new CovarianceCleaning { Estimator = singular }
            .Clean(study)
            .Subjects[0];

        Assert.Null(s.Precision);
        Assert.Null(s.PartialCorrelation);
        Assert.Contains(
            "No precision and no partial correlations",
            Assert.Single(s.Warnings),
            StringComparison.Ordinal
        );
        Assert.False(s.KeepsEigenvectors);
        Assert.Equal(20, s.Spectrum.Cleaned.Sum(), 1e-9);
    }

    [Fact]
    public void Clean_OnThreads_GivesTheSameBits()
    {
        RegionSignals[] subjects =
        [
            .. Enumerable
                .Range(1, 5)
                .Select(k => DiagnosedSignals.Autoregressive(150, 9, 0.5, (ulong)k).Named($"sub-{k}")),
        ];

        CleaningResult one = new CovarianceCleaning().Clean(Study(subjects));
        CleaningResult four = new CovarianceCleaning { Threads = 4 }.Clean(Study(subjects));

        for (int k = 0; k < 5; k++)
        {
            Assert.Equal(one.Subjects[k].Precision!.AsSpan(), four.Subjects[k].Precision!.AsSpan());
        }
    }

    private static StudySignals Study(params RegionSignals[] subjects) => StudySignals.Of(subjects);

    private static RegionSignals Scaled(RegionSignals signals) =>
        new(
            signals.Subject,
            Matrix.Create(
                signals.Samples,
                signals.Regions.Count,
                (t, j) => 100 + ((j + 1) * (signals.Values[t, j] + (0.5 * signals.Values[t, 0])))
            ),
            signals.Regions
        );
}
