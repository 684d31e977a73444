using System.CommandLine;
using Gyrus.Cli.Running;
using Gyrus.Inference;
using Gyrus.IO;
using Gyrus.IO.Bids;
using Gyrus.IO.Derivatives;
using Gyrus.Pipelines;
using Gyrus.Report.EdgeTests;
using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.Cli.Commands;

/// <summary><c>gyrus edge-test</c>: which connections differ between two groups.</summary>
internal static class EdgeTestCommand
{
    private static readonly Argument<string[]> Inputs = new("INPUT")
    {
        Description =
            "A folder that 'gyrus connectivity' wrote, or one file per subject: matrices (_relmat.tsv) or signals.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<int> PermutationsOption = new("--permutations")
    {
        HelpName = "n",
        Description = "Random permutations; 0 for none. Where there are fewer arrangements, all are visited.",
        DefaultValueFactory = _ => 10_000,
    };

    private static readonly Option<int> SeedOption = new("--seed")
    {
        HelpName = "n",
        Description = "The seed of the permutations.",
        DefaultValueFactory = _ => 0,
    };

    private static readonly Option<string> VarianceOption = new("--variance")
    {
        Description = "The variances of the groups: unequal (Welch's t) or equal (Student's t).",
        DefaultValueFactory = _ => "unequal",
    };

    private static readonly Option<bool> FisherOption = new("--fisher-z")
    {
        Description = "Test Fisher's z of correlations and partial correlations.",
    };

    private static readonly Option<double> SignificanceOption = new("--significance")
    {
        HelpName = "number",
        Description = "The error rate that the report and the summary call significant.",
        DefaultValueFactory = _ => 0.05,
    };

    private static readonly Option<string> Out = new("--out", "-o")
    {
        Description = "The folder to write; made when it is not there.",
        HelpName = "folder",
        DefaultValueFactory = _ => "edge-test",
    };

    static EdgeTestCommand() => VarianceOption.AcceptOnlyFromAmong("unequal", "equal");

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Verb(
            "edge-test",
            """
            Test which connections differ between two groups of subjects, and write tables and a report.

            For every edge: means, difference adjusted for covariates with its confidence interval, t, p, false discovery rate,
            family-wise error by permutation of the largest |t|, and Hedges' g. Signals are measured first (--kind, --estimator).

            Examples:
              gyrus edge-test derivatives --participants participants.tsv --group diagnosis --covariates age,sex,mean_fd
              gyrus edge-test sub-*_timeseries.tsv --kind tangent --participants participants.tsv --group site --groups A B
            """
        )
        {
            Inputs,
        };
        GroupOptions.AddTo(command);
        command.Add(PermutationsOption);
        command.Add(SeedOption);
        command.Add(VarianceOption);
        command.Add(FisherOption);
        command.Add(SignificanceOption);
        MeasureOptions.AddTo(command);
        command.Add(Out);
        CommonOptions.AddTo(command);
        command.SetAction((call, cancellationToken) => RunAsync(call, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult call, CancellationToken cancellationToken)
    {
        var recorder = new RunRecorder(call);
        CommonOptions common = CommonOptions.Of(call);
        BackEnd.Choose();
        string folder = OutputFolder.Of(call, Out);
        EdgeTest test = TestOf(call, common);
        double significance = call.GetValue(SignificanceOption);
        EdgeTestResult result = await ProgressDisplay.RunAsync(
            common,
            call.InvocationConfiguration.Error,
            progress =>
            {
                (ConnectivityResult connectivity, ComparedSubjects compared, string[] files) = Read(
                    call,
                    common,
                    cancellationToken
                );
                EdgeTestResult tested = test.Test(connectivity, compared.Groups, progress, cancellationToken);
                tested = tested with
                {
                    Warnings = [.. compared.Warnings, .. tested.Warnings],
                    Provenance = recorder.Finish(
                        [.. files, GroupOptions.PathOf(call), .. RegionOptions.FilesOf(call)],
                        common.Threads,
                        test.Comparison.Seed,
                        cancellationToken
                    ),
                };
                var report = new EdgeTestReport { Result = tested, Alpha = significance };
                string page = report.ToReport().ToHtml();
                EdgeTestFolder.Write(folder, tested);
                AtomicFile.WriteText(Path.Combine(folder, StudyOutput.ReportName), page);
                return tested;
            }
        );
        DatasetDescription.Write(folder, "Edge test", "edge-test");
        return Print(call, common, folder, result);
    }

    private static EdgeTest TestOf(ParseResult call, CommonOptions common)
    {
        int seed = call.GetValue(SeedOption);
        double significance = call.GetValue(SignificanceOption);
        if (seed < 0 || significance is not (> 0 and < 1))
        {
            throw new ArgumentException(
                seed < 0
                    ? Invariant($"--seed must be at least 0, but was {seed}.")
                    : Invariant($"--significance must be above 0 and below 1, but was {significance}.")
            );
        }

        return new EdgeTest
        {
            FisherZ = call.GetValue(FisherOption),
            Comparison = new GroupComparison
            {
                Variance = call.GetValue(VarianceOption) == "equal" ? GroupVariance.Equal : GroupVariance.Unequal,
                Permutations = call.GetValue(PermutationsOption),
                Seed = (ulong)seed,
                Threads = common.Threads,
            },
        };
    }

    private static (ConnectivityResult Connectivity, ComparedSubjects Compared, string[] Files) Read(
        ParseResult call,
        CommonOptions common,
        CancellationToken cancellationToken
    )
    {
        string[] paths = call.GetRequiredValue(Inputs);
        if (paths is [var only] && Directory.Exists(only))
        {
            ConnectivityResult whole = ConnectivityFolder.Read(only);
            return Selected(call, whole, [Path.Combine(only, ConnectivityFolder.DocumentName)]);
        }

        int matrices = paths.Count(RelationMatrixFiles.IsOne);
        if (matrices > 0)
        {
            return matrices == paths.Length
                ? Selected(call, RelationMatrixFiles.Read(paths), paths)
                : throw new ArgumentException(
                    Invariant(
                        $"Expected matrices only or signals only, but {matrices} of {paths.Length} files are matrices."
                    )
                );
        }

        string[] subjects = [.. paths.Select(path => BidsName.Parse(path).Subject)];
        ComparedSubjects compared = GroupOptions.Of(call, subjects);
        string[] files = [.. compared.Kept.Select(k => paths[k])];
        ConnectivityResult measured = MeasureOptions
            .Of(call, common.Threads)
            .Measure(MeasureOptions.StudyOf(call, files), cancellationToken);
        return (measured with { Atlas = SignalTables.AtlasOf(files[0]) }, compared, files);
    }

    private static (ConnectivityResult, ComparedSubjects, string[]) Selected(
        ParseResult call,
        ConnectivityResult whole,
        string[] files
    )
    {
        ComparedSubjects compared = GroupOptions.Of(call, whole.Subjects);
        IReadOnlyList<Region> regions = RegionOptions.PlacesOf(call) is { } places
            ? SignalsFolder.Place(whole.Regions, places)
            : whole.Regions;
        return (whole.Select(compared.Kept) with { Regions = regions }, compared, files);
    }

    private static int Print(ParseResult call, CommonOptions common, string folder, EdgeTestResult result)
    {
        Warnings.Print(result.Warnings, call.InvocationConfiguration.Error);
        GroupComparisonResult c = result.Comparison;
        double level = call.GetValue(SignificanceOption);
        string report = Path.Combine(folder, StudyOutput.ReportName);
        int fwe = c.PFwe.Count(p => p <= level);
        int fdr = c.PFdr.Count(p => p <= level);
        var summary = new Summary()
            .Add("folder", folder)
            .Add("report", report)
            .Add("first", c.Groups.First)
            .Add("first_subjects", c.Groups.Size(first: true))
            .Add("second", c.Groups.Second)
            .Add("second_subjects", c.Groups.Size(first: false))
            .Add("regions", result.Regions.Count)
            .Add("edges", c.T.Count - c.Untested.Count)
            .Add("permutations", c.LargestT.Count)
            .Add("exact", c.Exact)
            .Add("critical_t", c.CriticalT(level))
            .Add("significant_fwe", fwe)
            .Add("significant_fdr", fdr)
            .Add("warnings", result.Warnings)
            .Line(
                Invariant(
                    $"{c.Groups.First} ({c.Groups.Size(first: true)}) against {c.Groups.Second} ({c.Groups.Size(first: false)}), {result.Regions.Count} regions, {c.T.Count - c.Untested.Count} edges"
                )
            )
            .Line(
                c.LargestT.Count > 0
                    ? Invariant(
                        $"family-wise error {level}: {fwe} edges differ, |t| of {c.CriticalT(level):0.00} or more ({c.LargestT.Count} {(c.Exact ? "arrangements, all there are" : "permutations")})"
                    )
                    : "family-wise error: not tested (--permutations 0)"
            )
            .Line(Invariant($"false discovery rate {level}: {fdr} edges differ"))
            .Took(result.Provenance)
            .Line($"report   {report}");
        summary.Print(common, call.InvocationConfiguration.Output, $"Wrote the edge test to {folder}");
        return ExitCode.Done;
    }
}
