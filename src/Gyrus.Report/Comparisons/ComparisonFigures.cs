using Gyrus.Covariance.Cleaning;
using Gyrus.Pipelines.Comparison;
using Gyrus.Report.Figures;
using static System.FormattableString;

namespace Gyrus.Report.Comparisons;

/// <summary>The figures of a comparison of estimators.</summary>
public static class ComparisonFigures
{
    private const int MostSpectra = 6;

    /// <summary>Paired differences to the reference with 95 % intervals, best first, one dot per recording behind.</summary>
    public static IntervalPlot Differences(StudyComparison study, CleaningCriterion criterion)
    {
        ArgumentNullException.ThrowIfNull(study);
        ComparisonResult result = study.Result;
        bool isError = criterion == CleaningCriterion.CompletionError;
        EstimatorSummary reference = result.Summaries.First(s => s.Estimator.Name == result.Reference);
        int referenceIndex = IndexOf(result, reference);
        IntervalRow[] rows =
        [
            .. result
                .Summaries.Select(s => (Summary: s, s.Of(criterion).Difference))
                .OrderByDescending(r => r.Difference is { } d ? (isError ? -d.Mean : d.Mean) : double.NegativeInfinity)
                .Select(r => new IntervalRow(
                    r.Summary.Estimator.Name,
                    r.Difference?.Mean ?? double.NaN,
                    r.Difference is { } d ? ComparisonVerdict.HalfWidth(d) : null
                )
                {
                    StandsOut = r.Summary.Estimator.Name == study.Verdict.Best?.Name,
                    Points = r.Summary == reference ? [] : Points(r.Summary),
                }),
        ];
        return new IntervalPlot
        {
            Title = isError ? "Completion error against the reference" : "Log-likelihood against the reference",
            Rows = rows,
            XName = isError
                ? $"completion error less that of {result.Reference} (smaller is better)"
                : $"nats per volume more than {result.Reference} (larger is better)",
        };

        double[] Points(EstimatorSummary s)
        {
            int e = IndexOf(result, s);
            return
            [
                .. result
                    .Subjects.Select(k => k.Outcomes[e].Value(criterion) - k.Outcomes[referenceIndex].Value(criterion))
                    .OfType<double>(),
            ];
        }
    }

    /// <summary>Likelihood against completion error: do the criteria agree?</summary>
    public static ScatterPlot Criteria(StudyComparison study)
    {
        ArgumentNullException.ThrowIfNull(study);
        return new ScatterPlot
        {
            Title = "Likelihood against completion",
            Points =
            [
                .. study
                    .Result.Summaries.Where(s => s.LogLikelihood.Mean?.Count == s.Subjects)
                    .Select(s => new ScatterPoint(
                        s.Estimator.Name,
                        s.LogLikelihood.Mean!.Value.Mean,
                        s.CompletionError.Mean?.Mean ?? double.NaN
                    )
                    {
                        StandsOut = s.Estimator.Name == study.Verdict.Best?.Name,
                    }),
            ],
            XName = "log-likelihood, nats per volume (right is better)",
            YName = "completion error, s.d. (low is better)",
        };
    }

    /// <summary>The eigenvalues of one recording before and after the best estimators that map them; null where none does.</summary>
    public static LinePlot? Spectra(StudyComparison study, int subject)
    {
        ArgumentNullException.ThrowIfNull(study);
        SubjectComparison recording = study.Result.Subjects[subject];
        (string Name, CleanedSpectrum Spectrum)[] spectra =
        [
            .. study
                .Result.Summaries.Select((s, e) => (Summary: s, recording.Outcomes[e].Spectrum))
                .Where(s => s.Spectrum is not null && s.Summary.LogLikelihood.Rank is not null)
                .OrderBy(s => s.Summary.LogLikelihood.Rank)
                .Take(MostSpectra)
                .Select(s => (s.Summary.Estimator.Name, s.Spectrum!)),
        ];
        return spectra.Length == 0
            ? null
            : SpectrumPlots.Of(Invariant($"Spectrum of {recording.Subject}, training part"), spectra);
    }

    private static int IndexOf(ComparisonResult result, EstimatorSummary summary) =>
        Enumerable.Range(0, result.Summaries.Count).First(i => ReferenceEquals(result.Summaries[i], summary));
}
