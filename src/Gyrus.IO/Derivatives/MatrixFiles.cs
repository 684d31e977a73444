using Gyrus.IO.Tables;
using Gyrus.Pipelines;
using static System.FormattableString;

namespace Gyrus.IO.Derivatives;

/// <summary>Writes the matrices of one result, each with a JSON sidecar that says what it is.</summary>
internal sealed class MatrixFiles(string folder, ConnectomeResult result, bool npy)
{
    private const string Pooled = "pooled";
    private readonly string[] _names = [.. result.Regions.Select(r => r.Name)];
    private readonly RelationMatrices _files = new()
    {
        Folder = folder,
        Atlas = result.Atlas,
        Regions = [.. result.Regions.Select(r => r.Name)],
        Document = ConnectomeFolder.DocumentName,
        Npy = npy,
    };

    /// <summary>Gets the paths written so far.</summary>
    public IReadOnlyList<string> Paths => _files.Paths;

    /// <summary>Writes the matrices of one subject and returns their names.</summary>
    public ConnectomeDocument.SubjectEntry Write(SubjectConnectome subject) =>
        new(
            subject.Subject,
            subject.Samples,
            subject.Rank,
            _files.Write(
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
        _files.WriteGroup(
            Pooled,
            "GraphicalLassoPartialCorrelation",
            pooled.PartialCorrelation,
            "Partial correlation of the graphical lasso of all subjects' samples."
        );
        return _files.WriteGroup(
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
        _files.Add(path);
    }

    private string WritePrecision(SubjectConnectome subject)
    {
        _files.Write(
            subject.Subject,
            "GroupSparsePartialCorrelation",
            subject.PartialCorrelation,
            "Partial correlation of the group-sparse precision."
        );
        return _files.Write(
            subject.Subject,
            "GroupSparsePrecision",
            subject.Precision,
            Invariant($"Group-sparse inverse covariance of standardised signals, alpha {result.Alpha}.")
        );
    }
}
