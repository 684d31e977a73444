#:project ../src/Gyrus/Gyrus.csproj
#:property PublishAot=false
// A tangent space fitted on some subjects and used on others, and the edges in which two groups differ.
using Gyrus.Covariance;
using Gyrus.Covariance.Tangent;
using Gyrus.Inference;
using Gyrus.Numerics;

SyntheticGroups groups = new SyntheticGroupDifference
{
    Regions = 10,
    Edges = 2,
    Seed = 2,
}.Generate();
Matrix[] train = [.. groups.Signals.Where((_, k) => k % 2 == 0)];
Matrix[] test = [.. groups.Signals.Where((_, k) => k % 2 == 1)];
string[] labels = [.. groups.IsFirst.Select(first => first ? "patients" : "controls")];
string[] regions = [.. Enumerable.Range(1, 10).Select(i => $"R{i}")];

#region tangent
TangentSpaceFit space = new TangentSpace().Fit(train); // samples × regions, one matrix per subject
Matrix features = space.Transform(test).Vectorise(); // new subjects: subjects × entries of the lower triangle
Console.WriteLine($"{features.Rows} subjects × {features.Columns} features, certified {space.Convergence!.Converged}");

Matrix edges = new ConnectivityMeasure().Measure(groups.Signals).VectoriseOffDiagonal();
var two = new TwoGroups("patients", "controls", labels);
GroupComparisonResult result = new GroupComparison { Permutations = 999, Seed = 1 }.Compare(edges, two);
string[] names = LowerTriangle.NamesOffDiagonal(regions);
string[] found = [.. names.Where((_, e) => result.PFwe[e] <= 0.05)];
Console.WriteLine($"{found.Length} edges differ: {string.Join(", ", found)}");
#endregion

Console.WriteLine($"planted: {string.Join(", ", groups.Planted.Select(e => $"R{e.First + 1}–R{e.Second + 1}"))}");
