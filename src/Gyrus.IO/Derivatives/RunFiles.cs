using System.Text.Json;
using Gyrus.IO.Bids;
using Gyrus.IO.Tables;
using Gyrus.Numerics;
using Gyrus.Pipelines.Cleaning;
using Gyrus.Pipelines.Participants;

namespace Gyrus.IO.Derivatives;

/// <summary>The files of one run: signals, correlations, noise-cleaned correlations, each with its JSON sidecar.</summary>
internal sealed class RunFiles(string participantFolder, AnalysedRun run, string atlas)
{
    private const string Description = "denoised";
    private readonly string _folder = Path.Combine(participantFolder, FolderOf(run.Session));
    private readonly List<string> _paths = [];

    /// <summary>Where the signals of a run are, from the participant's folder on, with slashes.</summary>
    public static string TimeSeriesOf(AnalysedRun run, string atlas) =>
        $"{FolderOf(run.Session)}/{NameOf(run, atlas, null, "timeseries", ".tsv")}".Replace('\\', '/');

    /// <summary>Takes away what an earlier call wrote of a run, in whatever space.</summary>
    public static void Remove(string participantFolder, string run, string atlas)
    {
        var name = BidsName.Parse(run);
        string folder = Path.Combine(participantFolder, FolderOf(name["ses"]));
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (string path in Directory.EnumerateFiles(folder, run + "_*"))
        {
            var found = BidsName.Parse(path);
            if (
                found.Subject == name.Subject
                && found["seg"] == atlas
                && found["desc"] == Description
                && found.Suffix is "timeseries" or "relmat"
            )
            {
                File.Delete(path);
            }
        }
    }

    /// <summary>Writes the files; a sidecar comes before its table.</summary>
    public IReadOnlyList<string> Write()
    {
        Directory.CreateDirectory(_folder);
        string series = Named(null, "timeseries", ".tsv");
        string sidecar = Path.ChangeExtension(series, ".json");
        AtomicFile.Write(
            sidecar,
            stream =>
                SignalsSidecar.Write(
                    stream,
                    run.Signals,
                    (atlas, ParticipantFolder.RegionTable(atlas)),
                    run.Provenance ?? throw new InvalidOperationException("A run on disk needs its provenance.")
                )
        );
        SignalsTable.Write(series, run.Signals.Cleaned.Signals);
        _paths.AddRange([sidecar, series]);
        WriteMatrix("PearsonCorrelation", run.Correlation, "Pearson's correlation of the cleaned signals.", _ => { });
        if (run.Cleaned is { } cleaned)
        {
            string how = $"estimator {run.Cleaning.Estimator.Name}, signals standardised first";
            WriteMatrix("CleanedCorrelation", cleaned.Correlation, $"Noise-cleaned correlation: {how}.", Describe);
            if (cleaned.PartialCorrelation is { } partial)
            {
                WriteMatrix(
                    "CleanedPartialCorrelation",
                    partial,
                    $"Partial correlation of the noise-cleaned covariance: {how}.",
                    Describe
                );
            }
        }

        return _paths;
    }

    private void WriteMatrix(string measure, Matrix matrix, string description, Action<Utf8JsonWriter> more)
    {
        string path = Named(measure, "relmat", ".tsv");
        string sidecar = Path.ChangeExtension(path, ".json");
        AtomicFile.Write(
            sidecar,
            stream =>
            {
                using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
                json.WriteStartObject();
                json.WriteString(nameof(Description), description);
                json.WriteString("Measure", measure);
                json.WriteString("Atlas", atlas);
                json.WriteBoolean("IsSymmetric", true);
                json.WriteNumber("Samples", run.Signals.Cleaned.Signals.Samples);
                more(json);
                json.WriteString("Provenance", NameOf(run, atlas, null, "timeseries", ".json"));
                json.WriteEndObject();
            }
        );
        TsvWriter.WriteMatrix(path, matrix, [.. run.Signals.Cleaned.Signals.Regions.Select(r => r.Name)]);
        _paths.AddRange([sidecar, path]);
    }

    private void Describe(Utf8JsonWriter json)
    {
        CleanedSubject cleaned = run.Cleaned!;
        json.WritePropertyName("Estimator");
        JsonSerializer.Serialize(
            json,
            CleaningDocument.EstimatorEntry.Of(run.Cleaning.Estimator),
            DerivativesJson.Default.EstimatorEntry
        );
        if (cleaned.Method is { } method)
        {
            json.WriteString("Method", method);
        }

        if (CleaningDocument.ChoiceEntry.Of(cleaned.Choice) is { } choice)
        {
            json.WritePropertyName("HyperParameter");
            JsonSerializer.Serialize(json, choice, DerivativesJson.Default.ChoiceEntry);
        }

        if (cleaned.Shrinkage is { } shrinkage)
        {
            json.WriteNumber("Shrinkage", shrinkage);
        }

        json.WritePropertyName("Diagnosis");
        JsonSerializer.Serialize(
            json,
            CleaningDocument.DiagnosisEntry.Of(cleaned.Diagnosis),
            DerivativesJson.Default.DiagnosisEntry
        );
    }

    private string Named(string? measure, string suffix, string extension) =>
        Path.Combine(_folder, NameOf(run, atlas, measure, suffix, extension));

    private static string FolderOf(string? session) =>
        session is null ? "func" : Path.Combine("ses-" + session, "func");

    private static string NameOf(AnalysedRun run, string atlas, string? measure, string suffix, string extension)
    {
        IEnumerable<(string, string?)> space = run
            .Space.Split(':')
            .Select((part, k) => k == 0 ? ("space", (string?)part) : (part.Split('-')[0], part.Split('-')[^1]));
        return BidsName
            .OfSubject(
                run.Name,
                [.. space, ("seg", atlas), ("meas", measure), ("desc", Description)],
                suffix,
                extension
            )
            .ToString();
    }
}
