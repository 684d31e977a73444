using Gyrus.Covariance;
using Gyrus.IO.Tables;
using Gyrus.Numerics;
using Gyrus.Pipelines;
using Gyrus.Signals;

namespace Gyrus.IO.Derivatives;

/// <summary>A connectome analysis on disk: <c>connectome.json</c> and one table per matrix, in BIDS names.</summary>
/// <remarks>The tables hold numbers that read back to the same bits, so a report can be made again from the folder.</remarks>
public static class ConnectomeFolder
{
    /// <summary>The file that describes all others.</summary>
    public const string DocumentName = "connectome.json";

    /// <summary>File systems take no longer names.</summary>
    private const int MostLettersOfName = 255;

    /// <summary>Writes a result. The tables come first and <c>connectome.json</c> last, so a folder that has it is whole.</summary>
    /// <param name="folder">The folder; made when it is not there.</param>
    /// <param name="result">The result.</param>
    /// <param name="npy">Whether every matrix is written as .npy too.</param>
    /// <returns>The paths written, <c>connectome.json</c> last.</returns>
    public static IReadOnlyList<string> Write(string folder, ConnectomeResult result, bool npy = false)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(result);
        Directory.CreateDirectory(folder);
        var writer = new MatrixFiles(folder, result, npy);
        ConnectomeDocument.SubjectEntry[] subjects = [.. result.Subjects.Select(writer.Write)];
        var document = new ConnectomeDocument
        {
            Format = ConnectomeDocument.CurrentFormat,
            Atlas = result.Atlas,
            Regions = [.. result.Regions.Select(EntryOf)],
            Subjects = subjects,
            GroupSparse = new ConnectomeDocument.FitEntry
            {
                Alpha = result.Alpha,
                AlphaMax = result.AlphaMax,
                DualityGap = double.IsFinite(result.DualityGap) ? result.DualityGap : null,
                Convergence = ConnectomeDocument.ConvergenceEntry.Of(result.Convergence),
                Scores = [.. result.Scores.Select(ConnectomeDocument.ScoreEntry.Of)],
            },
            Pooled = result.Pooled is { } pooled ? EntryOf(pooled, writer.Write(pooled)) : null,
            Warnings = result.Warnings,
            Provenance = result.Provenance,
        };
        writer.WriteEdges();
        string path = Path.Combine(folder, DocumentName);
        DocumentFile.Write(path, document, DerivativesJson.Default.ConnectomeDocument);
        return [.. writer.Paths, path];
    }

    /// <summary>Reads a result back.</summary>
    /// <param name="folder">The folder that <see cref="Write"/> filled.</param>
    /// <exception cref="InvalidDataException">The folder holds no connectome, or a file of it is damaged or from another version.</exception>
    public static ConnectomeResult Read(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ConnectomeDocument document = DocumentFile.Read(
            Path.Combine(folder, DocumentName),
            DerivativesJson.Default.ConnectomeDocument,
            "'gyrus connectome' or 'gyrus demo'"
        );
        int p = document.Regions.Count;
        return new ConnectomeResult
        {
            Regions = [.. document.Regions.Select(RegionOf)],
            Atlas = document.Atlas,
            Subjects =
            [
                .. document.Subjects.Select(s =>
                {
                    Matrix precision = ReadPrecision(folder, s.Precision, p);
                    return new SubjectConnectome
                    {
                        Subject = s.Subject,
                        Samples = s.Samples,
                        Rank = s.Rank,
                        Quality = s.Quality?.ToQuality(),
                        Correlation = ReadSquare(folder, s.Correlation, p),
                        Precision = precision,
                        PartialCorrelation = Inverse.PartialCorrelation(precision),
                    };
                }),
            ],
            Alpha = document.GroupSparse.Alpha,
            AlphaMax = document.GroupSparse.AlphaMax ?? double.NaN,
            Convergence = document.GroupSparse.Convergence.ToConvergence(),
            DualityGap = document.GroupSparse.DualityGap ?? double.PositiveInfinity,
            Scores = [.. document.GroupSparse.Scores.Select(s => s.ToScore())],
            Pooled = document.Pooled is { Precision: { } file } pooled
                ? PooledOf(pooled, ReadPrecision(folder, file, p))
                : null,
            Warnings = document.Warnings,
            Provenance = document.Provenance,
        };
    }

    /// <summary>Names in the document are names of files in this folder, whatever somebody wrote into it.</summary>
    internal static Matrix ReadSquare(string folder, string name, int size)
    {
        bool plain = name == Path.GetFileName(name) && name.Length <= MostLettersOfName && !name.Any(char.IsControl);
        if (!plain || name is "" or "." or "..")
        {
            throw new InvalidDataException(
                $"{folder}: expected the name of a file in this folder, but found '{MessageText.Shorten(name)}'."
            );
        }

        string path = Path.Combine(folder, name);
        Matrix matrix = SignalsTable.Read(path).Values;
        return matrix.Rows == size && matrix.Columns == size
            ? matrix
            : throw new InvalidDataException(
                $"{path}: expected {size} × {size} numbers, but found {matrix.Rows} × {matrix.Columns}."
            );
    }

    private static Matrix ReadPrecision(string folder, string name, int size)
    {
        Matrix precision = ReadSquare(folder, name, size);
        bool positive = Enumerable.Range(0, size).All(i => precision[i, i] > 0);
        return positive && !precision.AsSpan().ContainsAnyExceptInRange(double.MinValue, double.MaxValue)
            ? precision
            : throw new InvalidDataException(
                $"{Path.Combine(folder, name)}: expected a precision matrix, of finite numbers and positive ones on its diagonal."
            );
    }

    internal static ConnectomeDocument.RegionEntry EntryOf(Region r) =>
        new(r.Label, r.Name, r.Centre?.X, r.Centre?.Y, r.Centre?.Z, r.Network);

    internal static Region RegionOf(ConnectomeDocument.RegionEntry r) =>
        new(r.Label, r.Name)
        {
            Centre = r is { X: { } x, Y: { } y, Z: { } z } ? new WorldPoint(x, y, z) : null,
            Network = r.Network,
        };

    private static ConnectomeDocument.FitEntry EntryOf(PooledConnectome pooled, string file) =>
        new()
        {
            Alpha = pooled.Penalty,
            Precision = file,
            Convergence = ConnectomeDocument.ConvergenceEntry.Of(pooled.Convergence),
            Scores = [.. pooled.Scores.Select(ConnectomeDocument.ScoreEntry.Of)],
        };

    private static PooledConnectome PooledOf(ConnectomeDocument.FitEntry entry, Matrix precision) =>
        new()
        {
            Penalty = entry.Alpha,
            Precision = precision,
            PartialCorrelation = Inverse.PartialCorrelation(precision),
            Convergence = entry.Convergence.ToConvergence(),
            Scores = [.. entry.Scores.Select(s => s.ToScore())],
        };
}
