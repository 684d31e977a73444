using System.Text.Json;
using Gyrus.IO.Bids;
using Gyrus.IO.Tables;
using Gyrus.Numerics;
using Gyrus.Pipelines.Cleaning;
using static System.FormattableString;

namespace Gyrus.IO.Derivatives;

/// <summary>Noise-cleaned covariances on disk: <c>cleaning.json</c>, four matrices and one table of eigenvalues per subject, in BIDS names.</summary>
public static class CleaningFolder
{
    /// <summary>The file that describes all others.</summary>
    public const string DocumentName = "cleaning.json";

    /// <summary>Writes a result. The tables come first and <c>cleaning.json</c> last, so a folder that has it is whole.</summary>
    /// <param name="folder">The folder; made when it is not there.</param>
    /// <param name="result">The result.</param>
    /// <param name="npy">Whether every matrix is written as .npy too.</param>
    /// <returns>The paths written, <c>cleaning.json</c> last.</returns>
    /// <exception cref="ArgumentException">Two subjects would have one file.</exception>
    public static IReadOnlyList<string> Write(string folder, CleaningResult result, bool npy = false)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(result);
        Directory.CreateDirectory(folder);
        var files = new RelationMatrices
        {
            Folder = folder,
            Atlas = result.Atlas,
            Regions = [.. result.Regions.Select(r => r.Name)],
            Document = DocumentName,
            Npy = npy,
        };
        CleaningDocument.CleanedEntry[] subjects = [.. result.Subjects.Select(s => Write(files, result, s))];
        string path = Path.Combine(folder, DocumentName);
        CleaningDocument document = DocumentOf(result, subjects);
        AtomicFile.Write(
            path,
            stream => JsonSerializer.Serialize(stream, document, DerivativesJson.Default.CleaningDocument)
        );
        return [.. files.Paths, path];
    }

    private static CleaningDocument.CleanedEntry Write(
        RelationMatrices files,
        CleaningResult result,
        CleanedSubject subject
    )
    {
        string about = Describe(result, subject);
        string units =
            result.Units == CovarianceUnits.Signal ? "in the units of the signals" : "of the standardised signals";
        return new(
            subject.Subject,
            subject.Samples,
            files.Write(subject.Subject, "Covariance", subject.Covariance, $"Covariance {units}. {about}"),
            files.Write(subject.Subject, "Correlation", subject.Correlation, $"Correlation. {about}"),
            Write("Precision", subject.Precision, $"Precision (inverse covariance) {units}. {about}"),
            Write("PartialCorrelation", subject.PartialCorrelation, $"Partial correlation. {about}"),
            WriteSpectrum(files, subject, about),
            subject.KeepsEigenvectors,
            subject.Method,
            CleaningDocument.ChoiceEntry.Of(subject.Choice),
            subject.Shrinkage,
            subject.Convergence is { } c ? ConnectomeDocument.ConvergenceEntry.Of(c) : null,
            CleaningDocument.DiagnosisEntry.Of(subject.Diagnosis),
            subject.Warnings
        );

        string? Write(string measure, Matrix? matrix, string description) =>
            matrix is null ? null : files.Write(subject.Subject, measure, matrix, description);
    }

    private static string WriteSpectrum(RelationMatrices files, CleanedSubject subject, string about)
    {
        string name = BidsName
            .OfSubject(subject.Subject, [("seg", files.Atlas), ("desc", "spectrum")], "eigenvalues", ".tsv")
            .ToString();
        string path = Path.Combine(files.Folder, name);
        TsvWriter.WriteMatrix(
            path,
            Matrix.Create(
                subject.Spectrum.Sample.Count,
                2,
                (i, j) => j == 0 ? subject.Spectrum.Sample[i] : subject.Spectrum.Cleaned[i]
            ),
            ["sample", "cleaned"]
        );
        AtomicFile.Write(
            Path.ChangeExtension(path, ".json"),
            stream =>
            {
                using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
                json.WriteStartObject();
                json.WriteString(
                    "Description",
                    "Eigenvalues of the covariance of the standardised signals before and after cleaning, decreasing"
                        + (subject.KeepsEigenvectors ? "; those of a row share their eigenvector. " : ". ")
                        + about
                );
                json.WriteString("Provenance", DocumentName);
                json.WriteEndObject();
            }
        );
        files.Add(path);
        return name;
    }

    private static CleaningDocument DocumentOf(CleaningResult result, CleaningDocument.CleanedEntry[] subjects) =>
        new()
        {
            Format = CleaningDocument.CurrentFormat,
            Estimator = CleaningDocument.EstimatorEntry.Of(result.Estimator),
            Units = result.Units.ToString(),
            Atlas = result.Atlas,
            Regions = [.. result.Regions.Select(ConnectomeFolder.EntryOf)],
            Subjects = subjects,
            Refused = [.. result.Refused.Select(CleaningDocument.RefusedEntry.Of)],
            Warnings = result.StudyWarnings,
            Provenance = result.Provenance,
        };

    private static string Describe(CleaningResult result, CleanedSubject subject)
    {
        string value = subject.Choice is { } c ? Invariant($", {c.Name} {c.Value:g6}") : "";
        string used = subject.Method is { } method ? $" ({method})" : "";
        return $"Noise-cleaned: estimator {result.Estimator.Name}{used}{value}, signals standardised first.";
    }
}
