#:project ../src/Gyrus/Gyrus.csproj
#:property PublishAot=false
// Noise-cleaned precisions of a short recording: maps of the spectrum, with and without a search.
using Gyrus.Covariance;
using Gyrus.Covariance.Cleaning;

// 60 samples of 40 regions whose true covariance is known.
SyntheticSeries series = new SyntheticDirichlet { Regions = 40, Samples = 60 }.Generate();

#region clean
(string Name, ICovarianceEstimator Estimator)[] estimators =
[
    ("raw", new RawCovariance()),
    ("linear shrinkage, searched", new CrossValidated { Family = new LinearShrinkage() }),
    (
        "PCA, by completion error",
        new CrossValidated { Family = new EigenvalueClipping(), Criterion = CleaningCriterion.CompletionError }
    ),
    ("RIE", new RotationallyInvariantEstimator()),
    ("Ledoit-Wolf 2020", new AnalyticalShrinkage()),
    ("cross-validated eigenvalues", new CrossValidatedEigenvalues()),
];
var prepared = new StandardisedEstimator { Estimator = estimators[0].Estimator };
foreach ((string name, ICovarianceEstimator estimator) in estimators)
{
    CovarianceFit fit = (prepared with { Estimator = estimator }).Fit(series.Samples);
    double distance = Criteria.Distance(series.Precision, fit.Precision!);
    string chosen = fit.Choice is { } choice ? $" {choice.Name} {choice.Value:F3}" : "";
    Console.WriteLine($"{name}:{chosen} distance to the true precision {distance:F3}");
}
#endregion
