using System.Globalization;
using System.Text;
using Gyrus.Covariance.GroupSparse;
using Gyrus.IO.Tables;
using Gyrus.Optimization;
using static System.FormattableString;

namespace Gyrus.IO.Derivatives;

/// <summary>The scores of the folds of a cross-validation, a table each: <c>grid-1_fold-2_scores.tsv</c>.</summary>
/// <remarks>Numbers read back to the same bits. A table that is absent, damaged or of other penalties counts as not there.</remarks>
public sealed class FoldScoreFolder : IFoldMemory
{
    private static readonly string[] Columns =
    [
        "penalty",
        "score",
        "method",
        "iterations",
        "objective",
        "certificate",
        "tolerance",
    ];

    private readonly string _folder;
    private readonly string? _earlier;

    /// <summary>Takes the folder that is written; it is made when the first fold is kept.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="earlier">
    /// The folder in which scores are found, or null for none. They must be of the same data and options: only their penalties are compared.
    /// </param>
    public FoldScoreFolder(string folder, string? earlier = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        (_folder, _earlier) = (folder, earlier);
    }

    /// <inheritdoc/>
    public IReadOnlyList<FoldScore>? Recall(int refinement, int fold, IReadOnlyList<double> penalties) =>
        _earlier is not null
        && Read(Path.Combine(_earlier, NameOf(refinement, fold))) is { } scores
        && scores.Select(s => s.Penalty).SequenceEqual(penalties)
            ? scores
            : null;

    /// <inheritdoc/>
    public void Remember(int refinement, int fold, IReadOnlyList<FoldScore> scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        Directory.CreateDirectory(_folder);
        TsvWriter.WriteRows(Path.Combine(_folder, NameOf(refinement, fold)), Columns, scores.Select(Row));
    }

    private static string NameOf(int refinement, int fold) =>
        Invariant($"grid-{refinement + 1}_fold-{fold + 1}_scores.tsv");

    private static IReadOnlyList<string?> Row(FoldScore s) =>
        [
            TableNumber.Format(s.Penalty),
            TableNumber.Format(s.Score),
            s.Convergence.Method,
            Invariant($"{s.Convergence.Iterations}"),
            TableNumber.Format(s.Convergence.Objective),
            TableNumber.Format(s.Convergence.Certificate),
            TableNumber.Format(s.Convergence.Tolerance),
        ];

    private static FoldScore[]? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        string[] lines = Encoding.UTF8.GetString(InputFile.ReadAll(path, 1 << 20)).Split('\n');
        if (lines[0] != string.Join('\t', Columns) || lines[^1].Length > 0)
        {
            return null;
        }

        FoldScore?[] scores = [.. lines[1..^1].Select(ScoreOf)];
        return scores.Contains(null) ? null : [.. scores.OfType<FoldScore>()];
    }

    private static FoldScore? ScoreOf(string line)
    {
        string[] cells = line.Split('\t');
        double[] numbers = new double[cells.Length];
        for (int i = 0; i < cells.Length; i++)
        {
            if (i != 2 && !TableNumber.TryParse(Encoding.UTF8.GetBytes(cells[i]), out numbers[i]))
            {
                return null;
            }
        }

        return
            cells.Length == Columns.Length
            && int.TryParse(cells[3], NumberStyles.None, CultureInfo.InvariantCulture, out int iterations)
            ? new FoldScore(
                numbers[0],
                numbers[1],
                new Convergence
                {
                    Method = cells[2],
                    Iterations = iterations,
                    Objective = numbers[4],
                    Certificate = numbers[5],
                    Tolerance = numbers[6],
                }
            )
            : null;
    }
}
