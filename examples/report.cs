#:project ../src/Gyrus/Gyrus.csproj
#:project ../src/Gyrus.Report/Gyrus.Report.csproj
#:property PublishAot=false
// Figures as SVG and PNG and a study's report as one HTML file, from signals.
using Gyrus.Pipelines;
using Gyrus.Pipelines.Phantom;
using Gyrus.Report.Connectomes;
using Gyrus.Report.Figures;

string folder = args.Length > 0 ? args[0] : Directory.CreateTempSubdirectory("gyrus-").FullName;
PhantomStudy phantom = new BoldPhantom
{
    Subjects = 3,
    Regions = 12,
    Volumes = 150,
}.Create();

#region report
var study = StudySignals.Of([.. phantom.Subjects.Select(s => s.Signals)]);
ConnectomeResult result = new Connectome().Fit(study);

var brain = new GlassBrain
{
    Title = "Group-sparse connectome",
    Values = result.MeanPartialCorrelation(),
    Regions = result.Regions,
    Threshold = EdgeThreshold.Percentile(80),
};
File.WriteAllText(Path.Combine(folder, "brain.svg"), brain.ToSvg());
File.WriteAllBytes(Path.Combine(folder, "brain.png"), brain.ToPng());
var report = new ConnectomeReport { Result = result, Signals = study.Subjects };
File.WriteAllText(Path.Combine(folder, "report.html"), report.ToReport().ToHtml());
#endregion

Console.WriteLine($"{result.Subjects.Count} subjects, {result.Regions.Count} regions, converged: {result.Converged}");
Console.WriteLine($"edges: {result.Edges().Count}; drawn: {brain.Threshold.EdgesOf(brain.Values).Count}");
foreach (string path in Directory.GetFiles(folder).Order(StringComparer.Ordinal))
{
    Console.WriteLine($"{Path.GetFileName(path)}: {(new FileInfo(path).Length > 10_000 ? "more" : "less")} than 10 kB");
}
