#:project ../src/Gyrus/Gyrus.csproj
#:property PublishAot=false
// One pattern of direct connections for four subjects, with the penalty chosen by cross-validation.
using Gyrus.Covariance;
using Gyrus.Covariance.GroupSparse;
using Gyrus.Numerics;

SyntheticGroup group = new SyntheticGroupSparse
{
    Regions = 20,
    Density = 0.08,
    Seed = 7,
}.Generate();

#region fit
IReadOnlyList<Matrix> signals = group.Signals; // one matrix per subject: samples × regions
GroupSparseCovarianceCVFit search = new GroupSparseCovarianceCV { Threads = 2 }.Fit(signals);

GroupPrecisionFit fit = search.Fit;
Matrix partial = Inverse.PartialCorrelation(fit.Precisions[0]); // of the first subject
Console.WriteLine($"alpha {fit.Alpha:F3} of {fit.AlphaMax:F3}; {search.Scores.Count} penalties tried");
Console.WriteLine($"certified: {fit.Convergence.Converged}; gap below 1e-6: {search.CertifiedGap < 1e-6}");
Console.WriteLine($"partial correlation of regions 1 and 2: {partial[0, 1]:F3}");
#endregion

int edges = 0;
int shared = 0;
for (int i = 0; i < partial.Rows; i++)
{
    for (int j = 0; j < i; j++)
    {
        edges += partial[i, j] != 0 ? 1 : 0;
        shared += fit.Precisions.All(p => p[i, j] != 0) ? 1 : 0;
    }
}

Console.WriteLine($"{edges} edges of {partial.Rows * (partial.Rows - 1) / 2} pairs, {shared} of them in all subjects");
