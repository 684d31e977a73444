using System.Numerics.Tensors;
using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Signals.Denoising;

/// <summary>Collects the columns of a strategy, and says of all that are missing at once which part needs them.</summary>
internal sealed class ConfoundColumns(FmriprepConfounds table)
{
    private const string Derivative = "_derivative1";
    private const string Power = "_power2";
    private readonly SortedDictionary<string, double[]> _chosen = new(StringComparer.Ordinal);
    private readonly List<string> _missing = [];
    private readonly List<string> _computed = [];

    /// <summary>Gets what is suspicious, in full sentences.</summary>
    public List<string> Warnings { get; } =
        table.IsCamelCase
            ?
            [
                $"{table.Name}: the columns have the names of fMRIPrep 1.0 and 1.1; they are read as what they became (X as trans_x, stdDVARS as std_dvars, …).",
            ]
            : [];

    /// <summary>Adds columns with their squares and differences; those that the table lacks are computed from the base columns.</summary>
    public void AddExpanded(string part, string[] bases, ConfoundExpansion? expansion)
    {
        if (expansion is not { } model)
        {
            return;
        }

        string[] missing = [.. bases.Where(b => !table.Has(b))];
        if (missing.Length > 0)
        {
            _missing.Add($"{part} needs {Quote(missing)}");
            return;
        }

        string[] endings = model switch
        {
            ConfoundExpansion.Power2 => [Power],
            ConfoundExpansion.Derivatives => [Derivative],
            ConfoundExpansion.Full => [Derivative, Power, Derivative + Power],
            _ => [],
        };
        foreach (string name in bases)
        {
            _chosen[name] = table.Column(name).ToArray();
            foreach ((string ending, double[] values) in Expansions(table.Column(name)))
            {
                if (endings.Contains(ending))
                {
                    Add(name + ending, values);
                }
            }
        }
    }

    /// <summary>The backward difference of a column, its square and the square of its difference, with the endings of their names.</summary>
    public static IReadOnlyList<(string Ending, double[] Values)> Expansions(ReadOnlySpan<double> x) =>
        [(Derivative, Difference(x)), (Power, Square(x.ToArray())), (Derivative + Power, Square(Difference(x)))];

    /// <summary>Adds columns by their names.</summary>
    public void AddNamed(string part, IEnumerable<string> names)
    {
        string[] all = [.. names];
        string[] missing = [.. all.Where(n => !table.Has(n))];
        if (missing.Length > 0)
        {
            _missing.Add($"{part} needs {Quote(missing)}, which the JSON file names");
            return;
        }

        foreach (string name in all)
        {
            _chosen[name] = table.Column(name).ToArray();
        }
    }

    /// <summary>Adds the movement components of ICA-AROMA.</summary>
    public void AddAroma(string[] names)
    {
        if (names.Length == 0)
        {
            _missing.Add("ica_aroma (basic) needs columns 'aroma_motion_*', which fMRIPrep writes with --use-aroma");
        }

        AddNamed("ica_aroma", names);
    }

    /// <summary>Ends with one sentence that names every missing column.</summary>
    public void RequireAll()
    {
        if (_missing.Count > 0)
        {
            throw new ArgumentException(
                $"{table.Name}: the table lacks columns that the strategy needs: {string.Join("; ", _missing)}. {table.Found()}"
            );
        }

        if (_computed.Count > 0)
        {
            Warnings.Add(
                Invariant(
                    $"{table.Name}: {_computed.Count} columns that the table lacks were computed from those that it has: {Quote(_computed)}."
                )
            );
        }
    }

    /// <summary>The confounds, sorted by name, first rows filled, centred over the kept volumes; null when there is no column.</summary>
    public Confounds? Finish(int[] kept, bool demean)
    {
        if (_chosen.Count == 0)
        {
            return null;
        }

        var values = new Matrix(table.Volumes, _chosen.Count);
        int j = 0;
        foreach ((string name, double[] column) in _chosen)
        {
            if (column.Length > 1 && double.IsNaN(column[0]))
            {
                column[0] = column[1];
            }

            double mean = Mean(name, column, kept);
            TensorPrimitives.Subtract(column, demean ? mean : 0, values.MutableColumn(j++));
        }

        return new Confounds(values, [.. _chosen.Keys]);
    }

    private double Mean(string name, double[] column, int[] kept)
    {
        double sum = 0;
        foreach (int t in kept)
        {
            sum += double.IsFinite(column[t])
                ? column[t]
                : throw new ArgumentException(
                    Invariant(
                        $"{table.Name}: the column '{name}' has no value at volume {t} (from 0), which is kept. Only a missing first row can be filled."
                    )
                );
        }

        return sum / kept.Length;
    }

    /// <summary>The table's own column, where it has it.</summary>
    private void Add(string name, double[] computed)
    {
        bool has = table.Has(name);
        _chosen[name] = has ? table.Column(name).ToArray() : computed;
        if (!has)
        {
            _computed.Add(name);
        }
    }

    private static double[] Difference(ReadOnlySpan<double> x)
    {
        double[] difference = new double[x.Length];
        difference.AsSpan(0, Math.Min(1, x.Length)).Fill(double.NaN);
        if (x.Length > 1)
        {
            TensorPrimitives.Subtract(x[1..], x[..^1], difference.AsSpan(1));
        }

        return difference;
    }

    private static double[] Square(double[] x)
    {
        TensorPrimitives.Multiply(x, x, x);
        return x;
    }

    private static string Quote(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Take(8).Select(n => $"'{n}'"))
        + (names.Count > 8 ? Invariant($" and {names.Count - 8} more") : "");
}
