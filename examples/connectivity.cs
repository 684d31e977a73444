#:project ../src/Gyrus/Gyrus.csproj
#:property PublishAot=false
// Shrunk covariances, and five kinds of connectivity of a few subjects.
using Gyrus.Covariance;
using Gyrus.Numerics;

IReadOnlyList<Matrix> signals = new SyntheticGroupSparse
{
    Regions = 10,
    Subjects = 3,
    Seed = 5,
}
    .Generate()
    .Signals;

#region measure
ICovarianceEstimator[] estimators = [new EmpiricalCovariance(), new LedoitWolf(), new Oas()];
foreach (ICovarianceEstimator estimator in estimators)
{
    CovarianceFit fit = estimator.Fit(signals[0]);
    Console.WriteLine($"{estimator.GetType().Name}: shrinkage {fit.Shrinkage:F4}");
}

foreach (ConnectivityKind kind in Enum.GetValues<ConnectivityKind>())
{
    Connectivity connectivity = new ConnectivityMeasure { Kind = kind }.Measure(signals);
    Console.WriteLine($"{kind}: regions 1 and 2 of the first subject {connectivity.Matrices[0][1, 0]:F4}");
}

double[] features = LowerTriangle.Vectorise(new ConnectivityMeasure().Measure(signals).Matrices[0]);
Console.WriteLine($"{features.Length} features of a subject");
#endregion
