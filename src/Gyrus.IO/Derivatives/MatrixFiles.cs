using System.Text.Json;
using Gyrus.IO.Bids;
using Gyrus.IO.Npy;
using Gyrus.IO.Tables;
using Gyrus.Numerics;
using Gyrus.Pipelines;
using static System.FormattableString;

namespace Gyrus.IO.Derivatives;

/// <summary>Writes the matrices of one result, each with a JSON sidecar that says what it is.</summary>
internal sealed class MatrixFiles(string folder, ConnectomeResult result, bool npy)
{
    private const string Pooled = "pooled";
    private readonly List<string> _paths = [];
    private readonly string[] _names = [.. result.Regions.Select(r => r.Name)];

    /// <summary>Gets the paths written so far.</summary>
    public IReadOnlyList<string> Paths => _paths;

    /// <summary>Writes the matrices of one subject and returns their names.</summary>
    public ConnectomeDocument.SubjectEntry Write(SubjectConnectome subject) =>
        new(
            subject.Subject,
            subject.Samples,
            subject.Rank,
            Write(
                subject.Subject,
                "PearsonCorrelation",
                subject.Correlation,
                "Pearson's correlation of the region signals."
            ),
            WritePrecision(subject)
        )
        {
            Quality = ConnectomeDocument.QualityEntry.Of(subject.Quality),
        };

    /// <summary>Writes the pooled precision and returns its name.</summary>
    public string Write(PooledConnectome pooled)
    {
        Write(
            Pooled,
            "GraphicalLassoPartialCorrelation",
            pooled.PartialCorrelation,
            "Partial correlation of the graphical lasso of all subjects' samples."
        );
        return Write(
            Pooled,
            "GraphicalLassoPrecision",
            pooled.Precision,
            Invariant($"Precision of the graphical lasso of all subjects' samples, penalty {pooled.Penalty}.")
        );
    }

    /// <summary>Writes the table of edges, strongest first.</summary>
    public void WriteEdges()
    {
        string path = Path.Combine(folder, "group_edges.tsv");
        TsvWriter.WriteRows(
            path,
            ["region_1", "region_2", "mean_partial_correlation", "sd_over_subjects", "share_with_same_sign"],
            result
                .Edges()
                .Select(e =>
                    new[]
                    {
                        _names[e.First],
                        _names[e.Second],
                        TsvWriter.Number(e.Mean),
                        TsvWriter.Number(e.Deviation),
                        TsvWriter.Number(e.SameSign),
                    }
                )
        );
        _paths.Add(path);
    }

    private string WritePrecision(SubjectConnectome subject)
    {
        Write(
            subject.Subject,
            "GroupSparsePartialCorrelation",
            subject.PartialCorrelation,
            "Partial correlation of the group-sparse precision."
        );
        return Write(
            subject.Subject,
            "GroupSparsePrecision",
            subject.Precision,
            Invariant($"Group-sparse inverse covariance of standardised signals, alpha {result.Alpha}.")
        );
    }

    private string Write(string subject, string measure, Matrix matrix, string description)
    {
        string name = NameOf(subject, measure);
        string path = Path.Combine(folder, name);
        if (_paths.Contains(path))
        {
            throw new ArgumentException(
                $"Two subjects would be written to {name}: their names differ only in characters that BIDS does not allow. Rename one."
            );
        }

        TsvWriter.WriteMatrix(path, matrix, _names);
        _paths.Add(path);
        if (npy)
        {
            _paths.Add(Path.ChangeExtension(path, ".npy"));
            NpyFile.Write(_paths[^1], matrix);
        }

        AtomicFile.Write(
            Path.ChangeExtension(path, ".json"),
            stream =>
            {
                using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
                json.WriteStartObject();
                json.WriteString("Description", description);
                json.WriteString("Measure", measure);
                json.WriteString("Atlas", result.Atlas);
                json.WriteBoolean("IsSymmetric", true);
                json.WriteString("Provenance", ConnectomeFolder.DocumentName);
                json.WriteEndObject();
            }
        );
        return name;
    }

    private string NameOf(string subject, string measure)
    {
        (string, string?)[] entities = [("seg", result.Atlas), ("meas", measure)];
        return (
            subject == Pooled
                ? new BidsName([.. entities, ("desc", Pooled)], "relmat", ".tsv")
                : BidsName.OfSubject(subject, entities, "relmat", ".tsv")
        ).ToString();
    }
}
