#:project ../src/Gyrus/Gyrus.csproj
#:property PublishAot=false
// Estimators found by iteration or by resampling: factors, a sparse precision, early stopping, robustness.
using Gyrus.Covariance;
using Gyrus.Covariance.Cleaning;

SyntheticSeries series = new SyntheticFactors { Regions = 20, Samples = 80 }.Generate();

#region iterate
(string Name, ICovarianceEstimator Estimator)[] estimators =
[
    ("factor analysis, 3 factors", new FactorAnalysis { Factors = 3 }),
    ("factor analysis, searched", new CrossValidated { Family = new FactorAnalysisFamily() }),
    ("graphical lasso, searched", new SparsePrecisionSearch()),
    ("gradient flow, stopped", new CrossValidated { Family = new GradientFlow() }),
    ("NERCOME", new Nercome { Seed = 1 }),
    ("BAHC", new Bahc { Seed = 1 }),
    ("regularised Tyler, searched", new CrossValidated { Family = new RegularisedTyler() }),
];
foreach ((string name, ICovarianceEstimator estimator) in estimators)
{
    CovarianceFit fit = new StandardisedEstimator { Estimator = estimator }.Fit(series.Samples);
    string chosen = fit.Choice is { } choice ? $", {choice.Name} {choice.Value:F3}" : "";
    string ended = fit.Convergence is { } end ? $", converged {end.Converged}" : "";
    double distance = Criteria.Distance(series.Precision, fit.Precision!);
    Console.WriteLine($"{name}{chosen}{ended}: distance to the true precision {distance:F3}");
}
#endregion
