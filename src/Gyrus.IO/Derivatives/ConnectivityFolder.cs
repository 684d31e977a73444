using System.Text.Json;
using Gyrus.Covariance;
using Gyrus.Covariance.Tangent;
using Gyrus.IO.Bids;
using Gyrus.IO.Npy;
using Gyrus.IO.Tables;
using Gyrus.Numerics;
using Gyrus.Pipelines;
using static System.FormattableString;

namespace Gyrus.IO.Derivatives;

/// <summary>The connectivity of a study on disk: <c>connectivity.json</c> and one table per matrix, in BIDS names.</summary>
/// <remarks>The tables read back to the same bits, so that a tangent space can be used again on new subjects.</remarks>
public static class ConnectivityFolder
{
    /// <summary>The file that describes all others.</summary>
    public const string DocumentName = "connectivity.json";

    /// <summary>Writes a result. The tables come first and <c>connectivity.json</c> last, so a folder that has it is whole.</summary>
    /// <param name="folder">The folder; made when it is not there.</param>
    /// <param name="result">The result.</param>
    /// <param name="npy">Whether every matrix is written as .npy too.</param>
    /// <param name="vectors">Whether one table (.tsv and .npy) of subjects × entries of the lower triangle is written.</param>
    /// <returns>The paths written, <c>connectivity.json</c> last.</returns>
    public static IReadOnlyList<string> Write(
        string folder,
        ConnectivityResult result,
        bool npy = false,
        bool vectors = false
    )
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(result);
        Directory.CreateDirectory(folder);
        string measure = result.Connectivity.Kind.ToString();
        var files = new RelationMatrices
        {
            Folder = folder,
            Atlas = result.Atlas,
            Regions = [.. result.Regions.Select(r => r.Name)],
            Document = DocumentName,
            Npy = npy,
        };
        string about = Describe(result);
        ConnectivityDocument.MatrixEntry[] subjects =
        [
            .. result.Subjects.Select(
                (subject, k) =>
                    new ConnectivityDocument.MatrixEntry(
                        subject,
                        result.Samples[k],
                        files.Write(subject, measure, result.Connectivity.Matrices[k], about),
                        result.Connectivity.Shrinkages[k]
                    )
            ),
        ];
        string mean = result.Space is { } space
            ? files.WriteGroup(
                "geometricmean",
                nameof(ConnectivityKind.Covariance),
                space.Mean,
                "Geometric mean of the covariances: the point at which the tangent space touches."
            )
            : files.WriteGroup("mean", measure, result.Connectivity.Mean, "Mean over subjects. " + about);
        if (vectors)
        {
            WriteVectors(files, result, measure);
        }

        string path = Path.Combine(folder, DocumentName);
        DocumentFile.Write(path, DocumentOf(result, subjects, mean), DerivativesJson.Default.ConnectivityDocument);
        return [.. files.Paths, path];
    }

    /// <summary>Reads a result back.</summary>
    /// <param name="folder">The folder that <see cref="Write"/> filled.</param>
    /// <exception cref="InvalidDataException">The folder holds no connectivity, or a file of it is damaged or from another version.</exception>
    public static ConnectivityResult Read(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        string path = Path.Combine(folder, DocumentName);
        ConnectivityDocument document = DocumentFile.Read(
            path,
            DerivativesJson.Default.ConnectivityDocument,
            "'gyrus connectivity'"
        );
        int p = document.Regions.Count;
        Matrix mean = ConnectomeFolder.ReadSquare(folder, document.Mean, p);
        if (
            !Enum.TryParse(document.Kind, out ConnectivityKind kind)
            || !Enum.IsDefined(kind)
            || document.Subjects.Count == 0
        )
        {
            throw new InvalidDataException(
                $"{path}: expected a known kind of connectivity and a subject at least, but found '{MessageText.Shorten(document.Kind)}' and {document.Subjects.Count} subjects."
            );
        }

        ICovarianceEstimator estimator = EstimatorOf(document, path);
        Matrix[] matrices = [.. document.Subjects.Select(s => ConnectomeFolder.ReadSquare(folder, s.Matrix, p))];
        return new ConnectivityResult
        {
            Regions = [.. document.Regions.Select(ConnectomeFolder.RegionOf)],
            Atlas = document.Atlas,
            Subjects = [.. document.Subjects.Select(s => s.Subject)],
            Samples = [.. document.Subjects.Select(s => s.Samples)],
            Connectivity = Connectivity.Of(kind, matrices, [.. document.Subjects.Select(s => s.Shrinkage)]),
            Estimator = estimator,
            Standardised = document.Standardised,
            Space = kind == ConnectivityKind.Tangent ? SpaceOf(document, mean, estimator, path) : null,
            Warnings = document.Warnings,
            Provenance = document.Provenance,
        };
    }

    private static ConnectivityDocument DocumentOf(
        ConnectivityResult result,
        IReadOnlyList<ConnectivityDocument.MatrixEntry> subjects,
        string mean
    ) =>
        new()
        {
            Format = ConnectivityDocument.CurrentFormat,
            Kind = result.Connectivity.Kind.ToString(),
            Estimator = EstimatorName(result),
            EstimatorShrinkage = (result.Estimator as FixedShrinkage)?.Shrinkage,
            Standardised = result.Standardised,
            Atlas = result.Atlas,
            Regions = [.. result.Regions.Select(ConnectomeFolder.EntryOf)],
            Subjects = subjects,
            Mean = mean,
            SubjectsOfMean = result.Space?.Subjects,
            MeanConvergence = result.Space?.Convergence is { } c ? ConnectomeDocument.ConvergenceEntry.Of(c) : null,
            Warnings = result.Warnings,
            Provenance = result.Provenance,
        };

    private static TangentSpaceFit SpaceOf(
        ConnectivityDocument document,
        Matrix mean,
        ICovarianceEstimator estimator,
        string path
    )
    {
        try
        {
            return new TangentSpaceFit(mean, estimator)
            {
                Convergence = document.MeanConvergence?.ToConvergence(),
                Subjects = document.SubjectsOfMean ?? 0,
            };
        }
        catch (Exception exception) when (exception is ArithmeticException or ArgumentException)
        {
            throw new InvalidDataException($"{path}: {MessageText.Sentence(exception.Message)}", exception);
        }
    }

    private static string EstimatorName(ConnectivityResult result) =>
        result.Estimator is { } estimator
            ? CovarianceEstimators.NameOf(estimator)
            : throw new ArgumentException("Matrices of an unknown estimator are read, not written.");

    private static ICovarianceEstimator EstimatorOf(ConnectivityDocument document, string path)
    {
        try
        {
            return CovarianceEstimators.Of(document.Estimator, document.EstimatorShrinkage ?? 0.1);
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException($"{path}: {MessageText.Sentence(exception.Message)}", exception);
        }
    }

    private static void WriteVectors(RelationMatrices files, ConnectivityResult result, string measure)
    {
        var name = new BidsName([("seg", result.Atlas), ("meas", measure)], "features", ".tsv");
        string path = Path.Combine(files.Folder, name.ToString());
        Matrix vectors = result.Connectivity.Vectorise();
        TsvWriter.WriteMatrix(path, vectors, LowerTriangle.Names(files.Regions), result.Subjects);
        NpyFile.Write(Path.ChangeExtension(path, ".npy"), vectors);
        AtomicFile.Write(
            Path.ChangeExtension(path, ".json"),
            stream =>
            {
                using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
                json.WriteStartObject();
                json.WriteString(
                    "Description",
                    "One row per subject, one column per entry of the lower triangle, row by row; the diagonal is divided by the square root of 2. "
                        + Describe(result)
                );
                json.WriteString("Measure", measure);
                json.WriteString("Provenance", DocumentName);
                json.WriteEndObject();
            }
        );
        files.Add(path);
        files.Add(Path.ChangeExtension(path, ".npy"));
    }

    private static string Describe(ConnectivityResult result)
    {
        string what = result.Connectivity.Kind switch
        {
            ConnectivityKind.Covariance => "Covariance of the region signals",
            ConnectivityKind.Correlation => "Correlation of the region signals",
            ConnectivityKind.Precision => "Precision (inverse covariance) of the region signals",
            ConnectivityKind.PartialCorrelation => "Partial correlation of the region signals",
            _ => "Tangent of the covariance C at the geometric mean M of a group: log(M^-1/2 C M^-1/2)",
        };
        return Invariant(
            $"{what}; estimator of the covariance: {EstimatorName(result)}, signals {(result.Standardised ? "standardised first" : "as given")}."
        );
    }
}
