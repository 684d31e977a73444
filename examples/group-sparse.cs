#:project ../src/Gyrus/Gyrus.csproj
#:property PublishAot=false
// One pattern of direct connections for four subjects, with the penalty chosen by cross-validation.
#region fit
using Gyrus.Covariance;
using Gyrus.Covariance.GroupSparse;
using Gyrus.Numerics;

SyntheticGroup group = new SyntheticGroupSparse { Regions = 20, Density = 0.08 }.Generate();
IReadOnlyList<Matrix> signals = group.Signals; // one matrix per subject: samples × regions

GroupSparseCovarianceCVFit search = new GroupSparseCovarianceCV { Threads = 2 }.Fit(signals);

GroupPrecisionFit fit = search.Fit;
Matrix partial = Inverse.PartialCorrelation(fit.Precisions[0]); // of the first subject
Console.WriteLine($"alpha {fit.Alpha:F3} of {fit.AlphaMax:F3}; {search.Scores.Count} penalties tried");
Console.WriteLine($"certified: {fit.Convergence.Converged}; gap below 1e-6: {search.CertifiedGap < 1e-6}");
Console.WriteLine($"{LowerTriangle.VectoriseOffDiagonal(partial).Count(r => r != 0)} edges of {20 * 19 / 2} pairs");
#endregion

int differing = 0;
foreach (Matrix precision in fit.Precisions)
{
    for (int i = 0; i < partial.Rows; i++)
    {
        differing += Enumerable.Range(0, i).Count(j => precision[i, j] != 0 != (partial[i, j] != 0));
    }
}

Console.WriteLine($"pairs that are an edge in one subject and none in another: {differing}");
