using Gyrus.Pipelines;
using Gyrus.Report.Pages;
using static System.FormattableString;

namespace Gyrus.Report.Connectomes;

/// <summary>Where a result comes from.</summary>
internal static class ProvenanceSection
{
    /// <summary>The section; none for a result that does not know.</summary>
    /// <param name="provenance">The provenance.</param>
    /// <param name="use">What the seed was used for.</param>
    public static IEnumerable<ReportSection> Of(Provenance? provenance, string use = "simulation")
    {
        if (provenance is { } p)
        {
            yield return new ReportSection(
                "Provenance",
                [
                    new ReportProvenance
                    {
                        Program = $"Gyrus {p.Version}, {p.Command}",
                        Environment =
                        [
                            new("Linear algebra", p.LinearAlgebra),
                            new("Platform", p.Platform),
                            .. p is { Started: { } started, Seconds: { } seconds }
                                ?
                                [
                                    new("Started", Invariant($"{started:yyyy-MM-dd HH:mm:ss} UTC")),
                                    new("Duration", Invariant($"{seconds:0.0} s")),
                                ]
                                : (KeyValuePair<string, string>[])[],
                        ],
                        Options = [.. p.Options],
                        Seeds = p.Seed is { } seed ? [new(use, seed)] : [],
                        Inputs = [.. p.Inputs.Select(i => new ReportInput(i.Name, i.Sha256))],
                    },
                ]
            );
        }
    }

    /// <summary>The last line of a page.</summary>
    public static string Footer(Provenance? provenance) =>
        provenance switch
        {
            { Started: { } started } p => Invariant($"Gyrus {p.Version}, {started:yyyy-MM-dd HH:mm} UTC"),
            { } p => $"Gyrus {p.Version}",
            null => "Gyrus",
        };
}
