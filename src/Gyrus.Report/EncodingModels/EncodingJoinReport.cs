using Gyrus.Pipelines.EncodingModels;
using Gyrus.Report.Connectomes;
using Gyrus.Report.Pages;
using static System.FormattableString;

namespace Gyrus.Report.EncodingModels;

/// <summary>The page of encoding models that were made in parts: which neurons were joined, and how each ended. Figures and methods are on the pages of the parts.</summary>
public sealed record EncodingJoinReport
{
    /// <summary>Gets all neurons together.</summary>
    public required EncodingPart Joined { get; init; }

    /// <summary>Gets the parts with the names of their folders.</summary>
    public required IReadOnlyList<(string Name, EncodingPart Part)> Parts { get; init; }

    /// <summary>Builds the page.</summary>
    public HtmlReport ToReport() =>
        new()
        {
            Title = "Encoding models",
            Subtitle =
                "The neurons of one recording, modelled in parts and joined. The page of each part has its figures and its methods.",
            Facts =
            [
                new("Neurons", Invariant($"{Joined.Neurons.Count} of {Joined.Recorded.Count}")),
                new("Parts", Invariant($"{Parts.Count}")),
                new("Fits", Invariant($"{Joined.Neurons.Sum(n => n.Fits)}")),
                new("Largest gap", ReportConvergence.Short(Joined.LargestGap())),
            ],
            Sections =
            [
                new("Warnings", [new ReportWarnings(Joined.Warnings())]),
                new("Neurons", [Neurons()]),
                .. ProvenanceSection.Of(Joined.Provenance, "random steps"),
            ],
            Footer = ProvenanceSection.Footer(Joined.Provenance),
        };

    private ReportTable Neurons()
    {
        Dictionary<string, string> folders = Parts
            .SelectMany(p => p.Part.Neurons.Select(n => (n.Name, Folder: p.Name)))
            .ToDictionary(n => n.Name, n => n.Folder, StringComparer.Ordinal);
        return new ReportTable
        {
            Caption =
                "Each neuron, the part that has its figures, and how its fits ended. The gap is the largest of its fits, scores are of the bins that were fitted; cells of what was not asked for are n/a.",
            FileName = "neurons",
            Columns =
            [
                new("Neuron"),
                new("Part"),
                new("Selected"),
                new("Strength", IsNumeric: true),
                new("Bits per spike", IsNumeric: true),
                new("Fits", IsNumeric: true),
                new("Gap", IsNumeric: true),
                new("Converged"),
            ],
            Rows =
            [
                .. Joined.Neurons.Select(n =>
                    (IReadOnlyList<string>)
                        [
                            n.Name,
                            folders[n.Name],
                            n.Selected.Count == 0 ? "nothing" : string.Join(", ", n.Selected),
                            ReportTable.Cell(n.Strength),
                            EncodingTables.Score(n.BitsPerSpike),
                            Invariant($"{n.Fits}"),
                            ReportConvergence.Short(n.LargestGap),
                            n.Converged ? "yes" : "NO: a fit stopped before its tolerance",
                        ]
                ),
            ],
        };
    }
}
