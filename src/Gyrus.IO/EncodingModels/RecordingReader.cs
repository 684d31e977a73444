using Gyrus.Numerics;
using Gyrus.Pipelines.EncodingModels;
using static System.FormattableString;

namespace Gyrus.IO.EncodingModels;

/// <summary>Reads the recording that a model file declares.</summary>
public static class RecordingReader
{
    /// <summary>Reads the tables side by side, and counts the spikes in the bins.</summary>
    /// <param name="sources">The sources.</param>
    /// <exception cref="InvalidDataException">
    /// Tables of different lengths, a column that is not there or twice, a cell that is no number where one is needed, or times that do not rise.
    /// </exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static EncodingRecording Read(EncodingSources sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        Columns all = Columns.Read(sources.Tables);
        int[] kept = all.Kept(sources.Where);
        double[]? time = sources.Time is { } t ? all.Numbers(t, kept) : null;
        if (sources.AreLabels)
        {
            return Labelled(all, sources, kept, time);
        }

        double? width = sources.BinWidthSeconds ?? (time is null ? null : MedianStep(time));
        (IReadOnlyList<string> neurons, Matrix responses) = sources.Spikes is { } spikes
            ? SpikeCounts.Read(sources, spikes, time!, width!.Value)
            : ResponsesOf(all, sources.Responses, kept);
        string[] names = [.. all.NumericNames().Except(sources.Spikes is null ? neurons : [])];
        return new EncodingRecording
        {
            Neurons = neurons,
            Responses = responses,
            CovariateNames = names,
            Covariates = all.Matrix(names, kept),
            Offset = sources.Offset is { } offset ? all.Numbers(offset, kept) : null,
            Trials = TrialsOf(all, sources.Trials, kept),
            BinWidthSeconds = width,
        };
    }

    /// <summary>A column of classes; where its labels are numbers it can be a covariate too (the choice before).</summary>
    private static EncodingRecording Labelled(Columns all, EncodingSources sources, int[] kept, double[]? time)
    {
        string name = all.Matching(sources.Responses[0]) is [var only]
            ? only
            : throw new InvalidDataException(
                $"{sources.Tables[0]}: expected one column of classes for 'responses', but '{MessageText.Shorten(sources.Responses[0])}' stands for several."
            );
        string[] texts = all.Texts(name);
        string[] names = [.. all.NumericNames()];
        return new EncodingRecording
        {
            Neurons = [name],
            Responses = Numerics.Matrix.Create(kept.Length, 1, static (_, _) => double.NaN),
            Labels = [.. kept.Select(i => texts[i] is "" or "n/a" or "NaN" ? null : texts[i])],
            CovariateNames = names,
            Covariates = all.Matrix(names, kept),
            Trials = TrialsOf(all, sources.Trials, kept),
            BinWidthSeconds = sources.BinWidthSeconds ?? (time is null ? null : MedianStep(time)),
        };
    }

    private static (IReadOnlyList<string> Names, Matrix Values) ResponsesOf(
        Columns all,
        IReadOnlyList<string> wanted,
        int[] kept
    )
    {
        string[] names = [.. wanted.SelectMany(all.Matching).Distinct()];
        return (names, all.Matrix(names, kept));
    }

    /// <summary>A trial ends where its name changes, or where bins in between were left out.</summary>
    private static int[]? TrialsOf(Columns all, string? column, int[] kept)
    {
        string[]? names = column is null ? null : all.Texts(column);
        if (names is null && kept.Length == all.Rows)
        {
            return null;
        }

        int[] trials = new int[kept.Length];
        for (int i = 1; i < kept.Length; i++)
        {
            bool starts = kept[i] != kept[i - 1] + 1 || (names is not null && names[kept[i]] != names[kept[i - 1]]);
            trials[i] = trials[i - 1] + (starts ? 1 : 0);
        }

        return trials;
    }

    private static double? MedianStep(double[] time)
    {
        double[] steps = [.. time.Zip(time.Skip(1), (a, b) => b - a).Where(s => s > 0).Order()];
        return steps.Length == 0 ? null : steps[steps.Length / 2];
    }

    /// <summary>The columns of several tables.</summary>
    private sealed class Columns
    {
        private readonly List<(string Name, ColumnTable Table, int Column)> _columns = [];

        /// <summary>Gets the number of lines.</summary>
        public int Rows => _columns[0].Table.Rows;

        public static Columns Read(IReadOnlyList<string> paths)
        {
            var all = new Columns();
            foreach (string path in paths)
            {
                ColumnTable table = ColumnTable.Read(path);
                if (all._columns.Count > 0 && table.Rows != all.Rows)
                {
                    throw new InvalidDataException(
                        Invariant(
                            $"{path}: expected as many lines as in {System.IO.Path.GetFileName(paths[0])} ({all.Rows}), one per bin, but found {table.Rows}."
                        )
                    );
                }

                foreach ((int column, string name) in table.Names.Index())
                {
                    all.Add(name, table, column);
                }
            }

            return all;
        }

        public string[] Matching(string pattern)
        {
            string[] found = [.. _columns.Select(c => c.Name).Where(n => EncodingFeature.Means(pattern, n))];
            return found.Length > 0 ? found : throw Absent(pattern);
        }

        public string[] NumericNames() => [.. _columns.Where(c => c.Table.IsNumeric(c.Column)).Select(c => c.Name)];

        public string[] Texts(string name)
        {
            (_, ColumnTable table, int column) = Find(name);
            return table.Texts(column);
        }

        public double[] Numbers(string name, int[] kept)
        {
            (_, ColumnTable table, int column) = Find(name);
            double[] all = table.Numbers(column);
            return kept.Length == all.Length ? all : [.. kept.Select(i => all[i])];
        }

        public Matrix Matrix(string[] names, int[] kept) =>
            Numerics.Matrix.FromColumnMajor(kept.Length, names.Length, [.. names.SelectMany(n => Numbers(n, kept))]);

        public int[] Kept(IReadOnlyDictionary<string, IReadOnlyList<string>> where)
        {
            IEnumerable<int> kept = Enumerable.Range(0, Rows);
            foreach ((string name, IReadOnlyList<string> wanted) in where)
            {
                string[] texts = Texts(name);
                kept = [.. kept.Where(i => wanted.Contains(texts[i]))];
            }

            int[] rows = [.. kept];
            return rows.Length > 0
                ? rows
                : throw new InvalidDataException(
                    $"{_columns[0].Table.Path}: no line is left: 'where' asks for {string.Join(", ", where.Select(w => $"{w.Key} = {string.Join(" or ", w.Value)}"))}."
                );
        }

        private void Add(string name, ColumnTable table, int column)
        {
            if (_columns.FirstOrDefault(c => c.Name == name).Table is { } first)
            {
                throw new InvalidDataException(
                    $"{table.Path}: expected names that differ, but '{MessageText.Shorten(name)}' is in {System.IO.Path.GetFileName(first.Path)} too."
                );
            }

            _columns.Add((name, table, column));
        }

        private (string Name, ColumnTable Table, int Column) Find(string name) =>
            _columns.FirstOrDefault(c => c.Name == name) is { Table: not null } found ? found : throw Absent(name);

        private InvalidDataException Absent(string name) =>
            new(
                $"{MessageText.List(_columns.Select(c => c.Table.Path).Distinct())}: there is no column '{MessageText.Shorten(name)}'.{Spelling.Hint(name, [.. _columns.Select(c => c.Name)])}"
            );
    }
}
