using System.Text.Json;
using Gyrus.Inference;
using Gyrus.IO.Bids;
using Gyrus.IO.Tables;
using Gyrus.Pipelines;
using static System.FormattableString;

namespace Gyrus.IO.Derivatives;

/// <summary>A comparison of edges on disk: a table of edges, matrices of the statistics, and <c>edge-test.json</c>.</summary>
public static class EdgeTestFolder
{
    /// <summary>The file that describes all others.</summary>
    public const string DocumentName = "edge-test.json";

    /// <summary>The columns of the table, each with its meaning for the sidecar.</summary>
    private static readonly (
        string Name,
        string Meaning,
        Func<GroupComparisonResult, IReadOnlyList<double>> Values
    )[] Columns =
    [
        ("mean_first", "Mean of the first group, not adjusted.", c => c.FirstMean),
        ("mean_second", "Mean of the second group, not adjusted.", c => c.SecondMean),
        ("difference", "First mean less the second, adjusted for the covariates.", c => c.Difference),
        ("ci_low", "Lower end of the confidence interval of the difference, one edge at a time.", c => c.Low),
        ("ci_high", "Upper end of the confidence interval.", c => c.High),
        ("t", "t of the difference.", c => c.T),
        ("df", "Degrees of freedom of t.", c => c.DegreesOfFreedom),
        ("p", "Two-sided p-value of t, not corrected.", c => c.P),
        ("p_permutation", "Two-sided p-value by permutation, not corrected.", c => c.PPermutation),
        ("p_fdr", "p adjusted for the false discovery rate (Benjamini and Hochberg).", c => c.PFdr),
        ("p_fwe", "p corrected for the family-wise error by the largest |t| over edges.", c => c.PFwe),
        ("hedges_g", "Hedges' g of the difference.", c => c.HedgesG),
    ];

    /// <summary>Writes a result; <c>edge-test.json</c> comes last, so a folder that has it is whole.</summary>
    /// <param name="folder">The folder; made when it is not there.</param>
    /// <param name="result">The result.</param>
    /// <returns>The paths written, <c>edge-test.json</c> last.</returns>
    public static IReadOnlyList<string> Write(string folder, EdgeTestResult result)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(result);
        Directory.CreateDirectory(folder);
        GroupComparisonResult c = result.Comparison;
        var files = new RelationMatrices
        {
            Folder = folder,
            Atlas = result.Atlas,
            Regions = [.. result.Regions.Select(r => r.Name)],
            Document = DocumentName,
            Npy = false,
        };
        string table = WriteEdges(files, result);
        string measure = result.Kind.ToString();
        string versus = $"{c.Groups.First} against {c.Groups.Second}";
        files.WriteGroup(
            "difference",
            measure,
            result.ToMatrix(c.Difference),
            $"Adjusted difference of means, {versus}."
        );
        files.WriteGroup("t", measure, result.ToMatrix(c.T), $"t of the difference, {versus}.");
        files.WriteGroup(
            "pfdr",
            measure,
            result.ToMatrix(c.PFdr),
            $"p adjusted for the false discovery rate, {versus}."
        );
        if (c.LargestT.Count > 0)
        {
            files.WriteGroup(
                "pfwe",
                measure,
                result.ToMatrix(c.PFwe),
                $"p corrected for the family-wise error, {versus}."
            );
        }

        string path = Path.Combine(folder, DocumentName);
        DocumentFile.Write(path, DocumentOf(result, table), DerivativesJson.Default.EdgeTestDocument);
        return [.. files.Paths, path];
    }

    private static string WriteEdges(RelationMatrices files, EdgeTestResult result)
    {
        var name = new BidsName([("seg", result.Atlas), ("desc", "edgetest")], "edges", ".tsv");
        string path = Path.Combine(files.Folder, name.ToString());
        TsvWriter.WriteRows(
            path,
            ["edge", "region_1", "region_2", .. Columns.Select(column => column.Name)],
            result.ByP().Select(edge => Row(files.Regions, result, edge))
        );
        WriteSidecar(path, result);
        files.Add(path);
        return name.ToString();
    }

    private static string[] Row(IReadOnlyList<string> regions, EdgeTestResult result, int edge)
    {
        (int first, int second) = EdgeTestResult.PairOf(edge);
        return
        [
            $"{regions[first]}–{regions[second]}",
            regions[first],
            regions[second],
            .. Columns.Select(column => TsvWriter.Number(column.Values(result.Comparison)[edge])),
        ];
    }

    private static void WriteSidecar(string path, EdgeTestResult result) =>
        AtomicFile.Write(
            Path.ChangeExtension(path, ".json"),
            stream =>
            {
                GroupComparisonResult c = result.Comparison;
                using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
                json.WriteStartObject();
                json.WriteString(
                    "Description",
                    Invariant(
                        $"{result.Kind}{(result.FisherZ ? " (Fisher's z)" : "")} of {c.Groups.First} (first) against {c.Groups.Second} (second), edges with the smallest p first; n/a: not tested."
                    )
                );
                foreach ((string column, string meaning, _) in Columns)
                {
                    json.WriteStartObject(column);
                    json.WriteString("Description", meaning);
                    json.WriteEndObject();
                }

                json.WriteString("Provenance", DocumentName);
                json.WriteEndObject();
            }
        );

    private static EdgeTestDocument DocumentOf(EdgeTestResult result, string table)
    {
        GroupComparisonResult c = result.Comparison;
        double critical = c.CriticalT(0.05);
        return new EdgeTestDocument
        {
            Format = "gyrus-edge-test-1",
            Kind = result.Kind.ToString(),
            FisherZ = result.FisherZ,
            FirstGroup = c.Groups.First,
            FirstSubjects = c.Groups.Size(first: true),
            SecondGroup = c.Groups.Second,
            SecondSubjects = c.Groups.Size(first: false),
            Covariates = [.. c.Groups.Covariates.Select(covariate => covariate.Name)],
            Variance = c.Options.Variance.ToString(),
            Permutations = c.LargestT.Count,
            Exact = c.Exact,
            CriticalT05 = double.IsFinite(critical) ? critical : null,
            EdgesTested = c.T.Count - c.Untested.Count,
            Edges = table,
            Subjects = result.Subjects,
            Warnings = result.Warnings,
            Provenance = result.Provenance,
        };
    }
}
