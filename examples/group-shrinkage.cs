#:project ../src/Gyrus/Gyrus.csproj
#:property PublishAot=false
// Short recordings of several subjects: what they have in common makes each precision better.
using Gyrus.Covariance;
using Gyrus.Covariance.Cleaning;
using Gyrus.Numerics;

IReadOnlyList<Matrix> signals = new SyntheticGroupSparse
{
    Regions = 15,
    Subjects = 8,
    Seed = 3,
}
    .Generate()
    .Signals;
Matrix[] training = [.. signals.Select(s => s.RowRange(0, 25))];
Matrix[] test = [.. signals.Select(s => s.RowRange(25, 20))];

#region group
IGroupCovarianceEstimator[] estimators =
[
    new GroupTargetShrinkage(),
    new PopulationShrinkage(),
    new GroupSparseEstimator(),
];
foreach (IGroupCovarianceEstimator estimator in estimators)
{
    IReadOnlyList<CovarianceFit> fits = estimator.Fit(training);
    double mean = fits.Select((fit, k) => Criteria.Of(fit.Precision!, test[k]).LogLikelihood).Average();
    Console.WriteLine($"{estimator.GetType().Name}: log-likelihood of later samples {mean:F2}");
}
#endregion
