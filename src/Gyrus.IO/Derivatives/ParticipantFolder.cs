using Gyrus.IO.Bids;
using Gyrus.IO.Tables;
using Gyrus.Pipelines.Participants;
using Gyrus.Signals;

namespace Gyrus.IO.Derivatives;

/// <summary>The results of one participant on disk: below <c>sub-01/</c>, and one table of regions that all participants share.</summary>
/// <remarks>
/// Two participants have nothing in common but the table of regions, which is the same from each. The table of runs comes last and is taken
/// away first, so that a participant who has one is whole.
/// </remarks>
public static class ParticipantFolder
{
    private static readonly string[] Columns =
    [
        "run",
        "session",
        "status",
        "volumes",
        "volumes_kept",
        "mean_fd",
        "degrees_of_freedom_left",
        "regions",
        "timeseries",
        "reason",
    ];

    /// <summary>The name of the table of regions in the folder of all participants.</summary>
    public static string RegionTable(string atlas) => new BidsName([("seg", atlas)], "dseg", ".tsv").ToString();

    /// <summary>The path of a participant's table of runs.</summary>
    public static string RunTable(string folder, string participant, string atlas) =>
        Path.Combine(folder, participant, BidsName.OfSubject(participant, [("seg", atlas)], "runs", ".tsv").ToString());

    /// <summary>Writes what became of a participant's runs. What an earlier call wrote of these runs is replaced, or gone.</summary>
    /// <param name="folder">The folder of all participants; made when it is not there.</param>
    /// <param name="result">The result.</param>
    /// <returns>The paths written, the table of runs last.</returns>
    /// <exception cref="InvalidDataException">The folder has a table of other regions of that name.</exception>
    public static IReadOnlyList<string> Write(string folder, ParticipantResult result)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(result);
        string own = Directory.CreateDirectory(Path.Combine(folder, result.Participant)).FullName;
        string table = RunTable(folder, result.Participant, result.Atlas);
        File.Delete(table);
        foreach (string run in result.Excluded.Select(e => e.Run).OfType<string>())
        {
            RunFiles.Remove(own, run, result.Atlas);
        }

        string regions = Path.Combine(folder, RegionTable(result.Atlas));
        WriteOrRequireSame(regions, result.Regions);
        var paths = new List<string> { regions };
        foreach (AnalysedRun run in result.Runs)
        {
            RunFiles.Remove(own, run.Name, result.Atlas);
            paths.AddRange(new RunFiles(own, run, result.Atlas).Write());
        }

        TsvWriter.WriteRows(
            table,
            Columns,
            [
                .. result
                    .Runs.Select(r => (r.Name, Cells: Row(r, result.Atlas)))
                    .Concat(result.Excluded.Select(e => (Name: e.Run ?? "", Cells: Row(e))))
                    .OrderBy(r => r.Name, StringComparer.Ordinal)
                    .Select(r => r.Cells),
            ]
        );
        return [.. paths, table];
    }

    /// <summary>A participant without results.</summary>
    public static ParticipantRuns Absent(string participant, string atlas) =>
        new(
            participant,
            [],
            [
                OfGroup(
                    participant,
                    null,
                    $"There are no results of this participant for the atlas {atlas}: the participant level has not been run, or has failed."
                ),
            ]
        );

    /// <summary>Reads the runs of a participant. A run that cannot be read becomes an exclusion.</summary>
    /// <param name="folder">The folder of all participants.</param>
    /// <param name="participant">The participant, such as <c>sub-01</c>.</param>
    /// <param name="atlas">The name of the atlas.</param>
    /// <param name="isWanted">Says of a run's name whether it is wanted.</param>
    /// <param name="places">What is known of the regions, by name.</param>
    /// <returns>The runs, and the paths of the tables that were read.</returns>
    public static (ParticipantRuns Runs, IReadOnlyList<string> Files) Read(
        string folder,
        string participant,
        string atlas,
        Func<BidsName, bool> isWanted,
        IReadOnlyList<Region> places
    )
    {
        ArgumentNullException.ThrowIfNull(isWanted);
        var files = new List<string>();
        var runs = new List<RegionSignals>();
        var excluded = new List<Exclusion>();
        try
        {
            string table = RunTable(folder, participant, atlas);
            if (!File.Exists(table))
            {
                return (Absent(participant, atlas), files);
            }

            files.Add(table);
            foreach (RunRow row in RunRow.ReadAll(table).Where(r => isWanted(BidsName.Parse(r.Run))))
            {
                if (!row.IsUsed)
                {
                    excluded.Add(
                        new Exclusion(participant, row.Session, row.Run, Exclusion.ParticipantLevel, row.Reason ?? "")
                    );
                }
                else if (Signals(Path.Combine(folder, participant), row, places, excluded) is { } signals)
                {
                    runs.Add(signals.Signals);
                    files.Add(signals.Path);
                }
            }
        }
        catch (InvalidDataException damaged)
        {
            excluded.Add(OfGroup(participant, null, WithoutFolder(damaged.Message, folder)));
        }

        return (new ParticipantRuns(participant, runs, excluded), files);

        (RegionSignals Signals, string Path)? Signals(
            string own,
            RunRow row,
            IReadOnlyList<Region> known,
            List<Exclusion> problems
        )
        {
            try
            {
                string path = Path.Combine(own, row.SafeTimeSeries(RunTable(folder, participant, atlas)));
                RegionSignals read = SignalsFolder.Read(path);
                return (
                    new RegionSignals(row.Run, read.Values, SignalsFolder.Place(read.Regions, known))
                    {
                        RepetitionTimeSeconds = read.RepetitionTimeSeconds,
                        Quality = read.Quality,
                    },
                    path
                );
            }
            catch (Exception problem)
                when (problem
                        is InvalidDataException
                            or FileNotFoundException
                            or DirectoryNotFoundException
                            or ArgumentException
                )
            {
                string why = problem is InvalidDataException or ArgumentException
                    ? problem.Message
                    : $"{Path.GetFileName(row.TimeSeries)}: the table of signals is not there any more.";
                problems.Add(
                    new Exclusion(participant, row.Session, row.Run, Exclusion.GroupLevel, WithoutFolder(why, folder))
                );
                return null;
            }
        }
    }

    private static Exclusion OfGroup(string participant, string? run, string reason) =>
        new(participant, null, run, Exclusion.GroupLevel, reason);

    private static string WithoutFolder(string text, string folder) =>
        text.Replace(
            Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar,
            "",
            StringComparison.Ordinal
        );

    private static string?[] Row(AnalysedRun run, string atlas) =>
        [
            run.Name,
            run.Session,
            RunRow.Used,
            TsvWriter.Number(run.Quality.Volumes),
            TsvWriter.Number(run.Quality.KeptVolumes),
            run.Quality.MeanFramewiseDisplacementMillimetres is { } mm ? TsvWriter.Number(mm) : null,
            TsvWriter.Number(run.Quality.DegreesOfFreedomRemaining),
            TsvWriter.Number(run.Signals.Cleaned.Signals.Regions.Count),
            RunFiles.TimeSeriesOf(run, atlas),
            null,
        ];

    private static string?[] Row(Exclusion e) =>
        [e.Run, e.Session, RunRow.Excluded, null, null, null, null, null, null, MessageText.OneLine(e.Reason)];

    /// <summary>The first participant writes the table; from the others it must be the same.</summary>
    private static void WriteOrRequireSame(string path, IReadOnlyList<Region> regions)
    {
        string draft = Path.Combine(
            Path.GetDirectoryName(path)!,
            $".{Path.GetFileName(path)}.{Path.GetRandomFileName()}.tmp"
        );
        try
        {
            LabelTable.Write(draft, regions);
            if (!File.Exists(path))
            {
                File.Move(draft, path, overwrite: true);
            }
            else if (!File.ReadAllBytes(path).AsSpan().SequenceEqual(File.ReadAllBytes(draft)))
            {
                throw new InvalidDataException(
                    $"{Path.GetFileName(path)}: the output folder holds results of another atlas of this name. Write to another folder, or give the atlas's file a name of its own (atlas-NAME_…)."
                );
            }
        }
        finally
        {
            File.Delete(draft);
        }
    }
}
