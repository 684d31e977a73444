#:project ../src/Gyrus/Gyrus.csproj
#:project ../src/Gyrus.Report/Gyrus.Report.csproj
#:property PublishAot=false
// A matrix in the order of its clusters, and a seed region's correlations in the brain, as PNG.
using Gyrus.Covariance;
using Gyrus.Numerics;
using Gyrus.Pipelines.Phantom;
using Gyrus.Report.Figures;

string folder = args.Length > 0 ? args[0] : Directory.CreateTempSubdirectory("gyrus-").FullName;
PhantomStudy phantom = new BoldPhantom
{
    Subjects = 3,
    Regions = 12,
    Volumes = 150,
}.Create();

#region figures
Matrix correlation = new ConnectivityMeasure().Measure([.. phantom.Subjects.Select(s => s.Signals.Values)]).Mean;
Dendrogram tree = new HierarchicalClustering().Fit(HierarchicalClustering.DistancesOfValues(correlation));
MatrixPlot matrix = MatrixPlot.OfRegions("Correlation, by cluster", correlation, phantom.Regions).OrderedBy(tree);
File.WriteAllBytes(Path.Combine(folder, "matrix.png"), matrix.ToPng());
#endregion

Console.WriteLine($"order: {string.Join(' ', tree.Order)}");
Console.WriteLine($"matrix.png is a picture: {new FileInfo(Path.Combine(folder, "matrix.png")).Length > 10_000}");
