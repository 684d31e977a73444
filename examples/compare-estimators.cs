#:project ../src/Gyrus/Gyrus.csproj
#:property PublishAot=false
// Which estimator suits these recordings? Fitted on the first part of each, judged on the last.
using Gyrus.Covariance.Cleaning;
using Gyrus.Pipelines.Comparison;
using Gyrus.Signals;
using Gyrus.Validation;

string[] names = ["raw", "ledoit-wolf", "qis", "cvc", "shrinkage-cv"];
Region[] regions = [.. Enumerable.Range(1, 20).Select(i => new Region(i, $"region {i}"))];
var synthetic = new SyntheticDirichlet
{
    Regions = 20,
    Samples = 80,
    Autocorrelation = 0.5,
};

#region compare
RegionSignals[] subjects =
[
    .. Enumerable.Range(0, 6).Select(k => new RegionSignals($"sub-{k + 1:00}", synthetic.Generate(k).Samples, regions)),
];
SignalDiagnosis diagnosis = SignalDiagnosis.Of(subjects[0]);
Console.WriteLine($"q {diagnosis.Q:F2}, autocorrelation time {diagnosis.AutocorrelationTime:F1}");
ComparisonResult result = new EstimatorComparison
{
    Estimators = [.. Array.ConvertAll(names, name => EstimatorCatalogue.Parse(name))],
    Split = TrainTestSplit.Contiguous with { Gap = diagnosis.Gap },
}.Compare(subjects);
foreach (EstimatorSummary row in result.Summaries)
{
    CriterionSummary score = row.LogLikelihood;
    Console.WriteLine(
        $"{row.Estimator.Name}: {score.Mean?.Mean:F2}, {score.Difference?.Mean:+0.00;-0.00;0} ± {score.Difference?.Error:F2} to {result.Reference}"
    );
}
#endregion
