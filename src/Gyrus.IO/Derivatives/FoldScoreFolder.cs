using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Gyrus.Covariance.GroupSparse;
using Gyrus.IO.Tables;
using Gyrus.Optimization;
using Gyrus.Signals;
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
        "data",
    ];

    private readonly string _folder;
    private readonly string? _earlier;
    private readonly string _data;

    /// <summary>Takes the folder that is written; it is made when the first fold is kept.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="earlier">The folder in which scores are found, or null for none.</param>
    /// <param name="data">A hash of the data and the options: scores of others do not count. <see cref="HashOf"/> makes it.</param>
    public FoldScoreFolder(string folder, string? earlier, string data)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        (_folder, _earlier, _data) = (folder, earlier, data);
    }

    /// <summary>A hash of signals and of what is done with them.</summary>
    public static string HashOf(IEnumerable<RegionSignals> subjects, GroupSparseCovarianceCV search)
    {
        ArgumentNullException.ThrowIfNull(subjects);
        ArgumentNullException.ThrowIfNull(search);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(
            Encoding.UTF8.GetBytes(
                Invariant(
                    $"{search.Folds} {search.Solver} {search.Scale} {search.ToleranceCV:R} {search.MaxIterationsCV} {search.AlphaCount} {string.Join(' ', search.Alphas ?? [])}"
                )
            )
        );
        foreach (RegionSignals subject in subjects)
        {
            hash.AppendData(MemoryMarshal.AsBytes(subject.Values.AsSpan()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..32];
    }

    /// <inheritdoc/>
    public IReadOnlyList<FoldScore>? Recall(int refinement, int fold, IReadOnlyList<double> penalties) =>
        _earlier is not null
        && Read(Path.Combine(_earlier, NameOf(refinement, fold)), _data) is { } scores
        && scores.Select(s => s.Penalty).SequenceEqual(penalties)
            ? scores
            : null;

    /// <inheritdoc/>
    public void Remember(int refinement, int fold, IReadOnlyList<FoldScore> scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        Directory.CreateDirectory(_folder);
        TsvWriter.WriteRows(
            Path.Combine(_folder, NameOf(refinement, fold)),
            Columns,
            scores.Select(s => Row(s, _data))
        );
    }

    private static string NameOf(int refinement, int fold) =>
        Invariant($"grid-{refinement + 1}_fold-{fold + 1}_scores.tsv");

    private static IReadOnlyList<string?> Row(FoldScore s, string data) =>
        [
            TableNumber.Format(s.Penalty),
            TableNumber.Format(s.Score),
            s.Convergence.Method,
            Invariant($"{s.Convergence.Iterations}"),
            TableNumber.Format(s.Convergence.Objective),
            TableNumber.Format(s.Convergence.Certificate),
            TableNumber.Format(s.Convergence.Tolerance),
            data,
        ];

    private static FoldScore[]? Read(string path, string data)
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

        FoldScore?[] scores = [.. lines[1..^1].Select(line => ScoreOf(line, data))];
        return scores.Contains(null) ? null : [.. scores.OfType<FoldScore>()];
    }

    private static FoldScore? ScoreOf(string line, string data)
    {
        string[] cells = line.Split('\t');
        double[] numbers = new double[cells.Length];
        for (int i = 0; i < cells.Length; i++)
        {
            if (i is not (2 or 7) && !TableNumber.TryParse(Encoding.UTF8.GetBytes(cells[i]), out numbers[i]))
            {
                return null;
            }
        }

        return
            cells.Length == Columns.Length
            && cells[7] == data
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
