using System.Text.Json;
using Gyrus.IO.Bids;
using Gyrus.IO.Npy;
using Gyrus.IO.Tables;
using Gyrus.Numerics;

namespace Gyrus.IO.Derivatives;

/// <summary>Writes regions × regions matrices as <c>_relmat.tsv</c>, each with a JSON sidecar that says what it is.</summary>
internal sealed class RelationMatrices
{
    private readonly List<string> _paths = [];

    /// <summary>Gets the folder. It must exist.</summary>
    public required string Folder { get; init; }

    /// <summary>Gets the name of the atlas, or null.</summary>
    public required string? Atlas { get; init; }

    /// <summary>Gets the names of the regions.</summary>
    public required IReadOnlyList<string> Regions { get; init; }

    /// <summary>Gets the name of the file that holds the provenance.</summary>
    public required string Document { get; init; }

    /// <summary>Gets whether every matrix is written as .npy too.</summary>
    public required bool Npy { get; init; }

    /// <summary>Gets the paths written so far.</summary>
    public IReadOnlyList<string> Paths => _paths;

    /// <summary>Adds a file that was written otherwise.</summary>
    public void Add(string path) => _paths.Add(path);

    /// <summary>Writes a matrix of one subject and returns the name of its table.</summary>
    public string Write(string subject, string measure, Matrix matrix, string description) =>
        WriteFile(
            BidsName.OfSubject(subject, [("seg", Atlas), ("meas", measure)], "relmat", ".tsv").ToString(),
            measure,
            matrix,
            description
        );

    /// <summary>Writes a matrix of the group and returns the name of its table.</summary>
    /// <param name="what">What it is, such as <c>pooled</c>: the entity desc.</param>
    /// <param name="measure">What is measured: the entity meas.</param>
    /// <param name="matrix">The matrix.</param>
    /// <param name="description">A sentence for the sidecar.</param>
    public string WriteGroup(string what, string measure, Matrix matrix, string description) =>
        WriteFile(
            new BidsName([("seg", Atlas), ("meas", measure), ("desc", what)], "relmat", ".tsv").ToString(),
            measure,
            matrix,
            description
        );

    private string WriteFile(string name, string measure, Matrix matrix, string description)
    {
        string path = Path.Combine(Folder, name);
        if (_paths.Contains(path))
        {
            throw new ArgumentException(
                $"Two subjects would be written to {name}: their names differ only in characters that BIDS does not allow. Rename one."
            );
        }

        TsvWriter.WriteMatrix(path, matrix, Regions);
        _paths.Add(path);
        if (Npy)
        {
            _paths.Add(Path.ChangeExtension(path, ".npy"));
            NpyFile.Write(_paths[^1], matrix);
        }

        WriteSidecar(path, measure, description);
        return name;
    }

    private void WriteSidecar(string path, string measure, string description) =>
        AtomicFile.Write(
            Path.ChangeExtension(path, ".json"),
            stream =>
            {
                using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
                json.WriteStartObject();
                json.WriteString("Description", description);
                json.WriteString("Measure", measure);
                json.WriteString(nameof(Atlas), Atlas);
                json.WriteBoolean("IsSymmetric", true);
                json.WriteString("Provenance", Document);
                json.WriteEndObject();
            }
        );
}
