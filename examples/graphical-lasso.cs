#:project ../src/Gyrus/Gyrus.csproj
#:property PublishAot=false
// The path of the graphical lasso: from an empty graph at the largest penalty to a dense one, each fit started from the last.
using Gyrus.Covariance;
using Gyrus.Covariance.GroupSparse;
using Gyrus.Numerics;
using Gyrus.Validation;

Matrix signals = new SyntheticGroupSparse
{
    Regions = 15,
    Subjects = 1,
    Seed = 3,
}
    .Generate()
    .Signals[0];

#region path
SampleCovariance correlation = SampleCovariance.CorrelationOfSignals(signals);
double largest = GroupSparseScores.AlphaMax([correlation]);
PrecisionFit? fit = null;
foreach (double penalty in PenaltyGrid.Spaced(largest, largest / 100, 5))
{
    fit = new GraphicalLasso { Penalty = penalty, Start = fit?.Precision }.Fit(correlation);
    int edges = LowerTriangle.VectoriseOffDiagonal(fit.Precision).Count(value => value != 0);
    Console.WriteLine($"penalty {penalty:F4}: {edges, 3} edges, converged {fit.Convergence.Converged}");
}

GraphicalLassoCVFit search = new GraphicalLassoCV { Folds = 5 }.Fit(signals);
Console.WriteLine($"cross-validation chooses {search.Penalty:F4}");
#endregion
