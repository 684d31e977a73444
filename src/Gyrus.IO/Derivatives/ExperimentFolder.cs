using System.Globalization;
using System.Text;
using Gyrus.Covariance.Cleaning;
using Gyrus.IO.Bids;
using Gyrus.IO.Tables;
using Gyrus.Numerics;
using Gyrus.Pipelines.NoiseCleaning;
using static System.FormattableString;

namespace Gyrus.IO.Derivatives;

/// <summary>The finished blocks of the synthetic experiment, one table each, in <c>realisations/</c>.</summary>
/// <remarks>
/// The first lines of a table name the version and every option that shapes it; a block made by others, or damaged, counts as not there and
/// is computed again. A table appears whole or not at all.
/// </remarks>
public sealed class ExperimentFolder : IExperimentStore
{
    private static readonly string[] Columns =
    [
        "realisation",
        "estimator",
        "status",
        "converged",
        "at_edge",
        .. ExperimentMeasure.All.Select(m => m.Name),
        "reason",
    ];

    private const string Name = "realisations";
    private readonly string _folder;
    private readonly string? _known;

    /// <summary>Takes a folder, which is made when it is not there.</summary>
    /// <param name="folder">The folder that is written.</param>
    /// <param name="known">Another folder in which blocks are found, or null.</param>
    public ExperimentFolder(string folder, string? known = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _folder = Path.Combine(Path.GetFullPath(folder), Name);
        _known = known is null ? null : Path.Combine(known, Name);
        Directory.CreateDirectory(_folder);
    }

    /// <inheritdoc/>
    public IReadOnlyList<ExperimentRow>? Read(NoiseCleaningExperiment experiment, ExperimentBlock block)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return Read(_folder, experiment, block) ?? (_known is null ? null : Read(_known, experiment, block));
    }

    private static List<ExperimentRow>? Read(string folder, NoiseCleaningExperiment experiment, ExperimentBlock block)
    {
        string path = Path.Combine(folder, block.Name + ".tsv");
        if (!File.Exists(path))
        {
            return null;
        }

        string header = Header(experiment, block);
        string text = Encoding.UTF8.GetString(InputFile.ReadAll(path, TextTable.MostBytes));
        if (!text.StartsWith(header, StringComparison.Ordinal) || !text.EndsWith('\n'))
        {
            return null;
        }

        var rows = new List<ExperimentRow>();
        foreach (string line in text[header.Length..].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (RowOf(line) is not { } row)
            {
                return null;
            }

            rows.Add(row);
        }

        return IsComplete(rows, block) ? rows : null;
    }

    /// <inheritdoc/>
    public void Write(NoiseCleaningExperiment experiment, ExperimentBlock block, IReadOnlyList<ExperimentRow> rows)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(rows);
        var text = new StringBuilder(Header(experiment, block));
        foreach (ExperimentRow row in rows)
        {
            text.AppendJoin(
                    '\t',
                    [
                        Invariant($"{row.Realisation}"),
                        row.Estimator,
                        row.Status.ToString(),
                        Word(row.Converged),
                        Word(row.AtEdge),
                        .. row.Values.Select(v => TableNumber.Format(v ?? double.NaN)),
                        row.Reason.ReplaceLineEndings(" ").Replace('\t', ' '),
                    ]
                )
                .Append('\n');
        }

        AtomicFile.WriteText(PathOf(block), text.ToString());
    }

    private string PathOf(ExperimentBlock block) => Path.Combine(_folder, block.Name + ".tsv");

    private static string Header(NoiseCleaningExperiment experiment, ExperimentBlock block)
    {
        EstimatorSettings settings = experiment.Estimators[0].Settings;
        return Invariant(
                    $"""
                    # gyrus-noise-cleaning-1
                    # version: {DatasetDescription.Version}
                    # linear algebra: {LinearAlgebra.Current.Name}
                    # regions {experiment.Regions}, train {block.Cell.TrainSamples}, test {block.Cell.TestSamples}, alpha_d {block.Cell.Concentration} on the {experiment.Side}
                    # realisations {block.First} to {block.First + block.Count - 1}, seed {experiment.Seed}
                    # estimators: criterion {settings.Criterion}, folds {settings.Folds.Folds}, gap {settings.Folds.Gap}, shuffle {settings.Folds.ShuffleSeed?.ToString(
                        CultureInfo.InvariantCulture
                    ) ?? "none"}, seed {settings.Seed}

                    """
                )
                .ReplaceLineEndings("\n")
            + string.Join('\t', Columns)
            + "\n";
    }

    private static ExperimentRow? RowOf(string line)
    {
        string[] cells = line.Split('\t');
        if (
            cells.Length != Columns.Length
            || !int.TryParse(cells[0], NumberStyles.None, CultureInfo.InvariantCulture, out int realisation)
            || !Enum.TryParse(cells[2], out OutcomeStatus status)
        )
        {
            return null;
        }

        double?[] values = new double?[ExperimentMeasure.All.Count];
        for (int i = 0; i < values.Length; i++)
        {
            if (!TableNumber.TryParse(Encoding.UTF8.GetBytes(cells[5 + i]), out double value))
            {
                return null;
            }

            values[i] = double.IsNaN(value) ? null : value;
        }

        return new ExperimentRow
        {
            Realisation = realisation,
            Estimator = cells[1],
            Status = status,
            Converged = Truth(cells[3]),
            AtEdge = Truth(cells[4]),
            Values = values,
            Reason = cells[^1],
        };
    }

    /// <summary>Each estimator has each realisation of the block once.</summary>
    private static bool IsComplete(List<ExperimentRow> rows, ExperimentBlock block) =>
        rows.Count > 0
        && rows.GroupBy(r => r.Estimator)
            .All(g => g.Select(r => r.Realisation).Order().SequenceEqual(Enumerable.Range(block.First, block.Count)));

    private static string Word(bool? value) => value is { } known ? (known ? "yes" : "no") : "n/a";

    private static bool? Truth(string word) =>
        word switch
        {
            "yes" => true,
            "no" => false,
            _ => null,
        };
}
