using System.Text.Json;
using Gyrus.IO.Bids;
using Gyrus.IO.Tables;
using Gyrus.Pipelines;
using Gyrus.Signals;

namespace Gyrus.IO.Derivatives;

/// <summary>Cleaned signals on disk: a <c>_timeseries.tsv</c> per subject, its JSON sidecar, and one table of the regions.</summary>
public static class SignalsFolder
{
    /// <summary>From the signals of a run up to the folder of all participants.</summary>
    private const int MostFoldersUp = 3;

    /// <summary>Writes the signals of all subjects. A sidecar comes before its table, so a table that is there is described.</summary>
    /// <param name="folder">The folder; made when it is not there.</param>
    /// <param name="subjects">The signals, with what it took to get them.</param>
    /// <param name="atlas">The name of the atlas, or null.</param>
    /// <param name="provenance">Where the signals come from.</param>
    /// <returns>The paths of the tables, in the order of the subjects.</returns>
    public static IReadOnlyList<string> Write(
        string folder,
        IReadOnlyList<SubjectSignals> subjects,
        string? atlas,
        Provenance provenance
    )
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(subjects);
        ArgumentNullException.ThrowIfNull(provenance);
        Directory.CreateDirectory(folder);
        string[] paths = [.. subjects.Select(s => Path.Combine(folder, NameOf(s.Cleaned.Signals.Subject, atlas)))];
        if (paths.Distinct().Count() < paths.Length)
        {
            throw new ArgumentException(
                "Two subjects would be written to one file. Give the images names that differ."
            );
        }

        string regions = new BidsName([("seg", atlas ?? "atlas")], "dseg", ".tsv").ToString();
        LabelTable.Write(Path.Combine(folder, regions), subjects[0].Cleaned.Signals.Regions);
        for (int k = 0; k < subjects.Count; k++)
        {
            SubjectSignals subject = subjects[k];
            AtomicFile.Write(
                Path.ChangeExtension(paths[k], ".json"),
                stream => SignalsSidecar.Write(stream, subject, (atlas, regions), provenance)
            );
            SignalsTable.Write(paths[k], subject.Cleaned.Signals);
        }

        return paths;
    }

    /// <summary>Reads a table of signals; a sidecar beside it gives the repetition time and the places of the regions.</summary>
    /// <param name="path">A table (.tsv, .csv, .txt, also .gz) or an array (.npy).</param>
    /// <exception cref="InvalidDataException">The table or its sidecar is damaged.</exception>
    public static RegionSignals Read(string path)
    {
        RegionSignals signals = SignalsTable.Read(path);
        string sidecar = SidecarOf(path);
        if (!File.Exists(sidecar))
        {
            return signals;
        }

        (double? seconds, string? name, ScanQuality? quality) = JsonInput.Object(
            sidecar,
            root =>
                (
                    JsonInput.FiniteNumber(root, SignalsSidecar.RepetitionTime),
                    root.TryGetProperty(SignalsSidecar.RegionTable, out JsonElement entryOfTable)
                        ? entryOfTable.GetString()
                        : null,
                    root.TryGetProperty(nameof(RegionSignals.Quality), out JsonElement entry)
                        ? entry.Deserialize(DerivativesJson.Default.QualityEntry)?.ToQuality()
                        : null
                )
        );
        string? table = name is not null && name == Path.GetFileName(name) ? TableAbove(path, name) : null;
        return new RegionSignals(
            signals.Subject,
            signals.Values,
            table is null ? signals.Regions : Place(signals.Regions, LabelTable.Read(table))
        )
        {
            RepetitionTimeSeconds = seconds > 0 ? seconds : null,
            Quality = quality,
        };
    }

    /// <summary>Where a table of signals comes from, by the sidecar beside it; null when it does not say.</summary>
    /// <exception cref="InvalidDataException">The sidecar is damaged.</exception>
    public static Provenance? ReadProvenance(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string sidecar = SidecarOf(path);
        return File.Exists(sidecar)
            ? JsonInput.Object(
                sidecar,
                root =>
                    root.TryGetProperty(nameof(Provenance), out JsonElement entry)
                        ? entry.Deserialize(DerivativesJson.Default.Provenance)
                        : null
            )
            : null;
    }

    /// <summary>Reads all tables of signals of a folder, in the order of their names; none when there is none.</summary>
    public static IReadOnlyList<RegionSignals> ReadAll(string folder) =>
        [
            .. Directory
                .GetFiles(folder, "*_timeseries.tsv")
                .Where(path => BidsName.Parse(path)["desc"] is not ("quality" or "confounds"))
                .Order(StringComparer.Ordinal)
                .Select(Read),
        ];

    /// <summary>The regions of a table of signals with what another table says of the same names.</summary>
    public static IReadOnlyList<Region> Place(IReadOnlyList<Region> regions, IReadOnlyList<Region> table)
    {
        ArgumentNullException.ThrowIfNull(regions);
        ArgumentNullException.ThrowIfNull(table);
        Dictionary<string, Region> known = table.GroupBy(r => r.Name).ToDictionary(g => g.Key, g => g.First());
        return [.. regions.Select(r => known.GetValueOrDefault(r.Name, r))];
    }

    /// <summary>A table beside the signals, or in a folder above (sub-01/ses-1/func): BIDS lets one table count for all below it.</summary>
    private static string? TableAbove(string path, string name)
    {
        string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
        for (int up = 0; up <= MostFoldersUp && folder is not null; up++)
        {
            string file = Path.Combine(folder, name);
            if (File.Exists(file))
            {
                return file;
            }

            folder = Path.GetDirectoryName(folder);
        }

        return null;
    }

    private static string SidecarOf(string path)
    {
        string plain = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Path.ChangeExtension(plain, ".json");
    }

    private static string NameOf(string subject, string? atlas) =>
        BidsName.OfSubject(subject, [("seg", atlas)], "timeseries", ".tsv").ToString();
}
