using Gyrus.Imaging;
using Gyrus.Pipelines;
using Gyrus.Report.Figures;
using Gyrus.Report.Pages;
using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.Report.Connectomes;

/// <summary>The report of a connectome analysis: what to show, in what order, with which captions.</summary>
public sealed record ConnectomeReport
{
    /// <summary>Gets the result to report.</summary>
    public required ConnectomeResult Result { get; init; }

    /// <summary>Gets the signals for the carpet plots, in any number; empty for none.</summary>
    public IReadOnlyList<RegionSignals> Signals { get; init; } = [];

    /// <summary>Gets which edges the glass brains show. Default: the strongest fifth.</summary>
    public EdgeThreshold Threshold { get; init; } = EdgeThreshold.Percentile(80);

    /// <summary>Gets the volume that the 3-D view shows around the edges, in the space of the centres. Default: a schematic brain.</summary>
    public Volume? Brain { get; init; }

    /// <summary>Gets whether the connectome can be explored in 3-D, which adds some 1.1 MB to the page. Default: yes.</summary>
    public bool With3D { get; init; } = true;

    /// <summary>Gets the title. Default: <c>Connectome report</c>.</summary>
    public string Title { get; init; } = "Connectome report";

    /// <summary>Gets sections that come before the connectome, such as who is in the group. Default: none.</summary>
    public IReadOnlyList<ReportSection> Before { get; init; } = [];

    /// <summary>Builds the page.</summary>
    public HtmlReport ToReport()
    {
        IReadOnlyList<ConnectomeEdge> edges = Result.Edges();
        return new HtmlReport
        {
            Title = Title,
            With3D = With3D,
            Subtitle =
                "Group-sparse inverse covariance: one pattern of direct connections for all subjects, one precision matrix each.",
            Facts = Facts(edges),
            Sections =
            [
                new("Warnings", [new ReportWarnings(Result.Warnings)]),
                .. Before,
                new("Connectome of the group", [.. new GroupSection(Result, edges, Threshold, Brain).Blocks()]),
                new("Choice of the penalty", [.. new PenaltySection(Result).Blocks()]),
                new("Subjects", [.. new SubjectSection(Result, Signals).Blocks()]),
                new("Regions and edges", [.. new RegionSection(Result, edges).Blocks()]),
                new("Convergence", [.. new ConvergenceSection(Result).Blocks()]),
                new(
                    "Methods",
                    [
                        new ReportMethods(ConnectomeMethods.Text(Result)),
                        new ReportSubheading("References"),
                        new ReportReferences(ConnectomeMethods.References(Result)),
                    ]
                ),
                .. ProvenanceSection.Of(Result.Provenance),
            ],
            Footer = ProvenanceSection.Footer(Result.Provenance),
        };
    }

    private KeyValuePair<string, string>[] Facts(IReadOnlyList<ConnectomeEdge> edges)
    {
        int pairs = Result.Regions.Count * (Result.Regions.Count - 1) / 2;
        return
        [
            new("Subjects", Invariant($"{Result.Subjects.Count}")),
            new("Regions", Invariant($"{Result.Regions.Count}")),
            new("Edges", pairs == 0 ? "0" : Invariant($"{edges.Count} ({100.0 * edges.Count / pairs:0} %)")),
            new("Penalty α", Invariant($"{Result.Alpha:G3}")),
            new("Duality gap", Invariant($"{Result.DualityGap:0.0e+0}")),
            new("Converged", Result.Converged ? "yes" : "NO"),
        ];
    }
}
