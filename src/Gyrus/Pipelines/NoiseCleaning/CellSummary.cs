using Gyrus.Pipelines.Comparison;

namespace Gyrus.Pipelines.NoiseCleaning;

/// <summary>All realisations of a cell, read back: means, and differences between any two methods.</summary>
public sealed class CellSummary
{
    private readonly Dictionary<string, ExperimentRow?[]> _rows = [];

    private CellSummary(ExperimentCell cell, int realisations)
    {
        Cell = cell;
        Realisations = realisations;
    }

    /// <summary>Gets the cell.</summary>
    public ExperimentCell Cell { get; }

    /// <summary>Gets the number of realisations.</summary>
    public int Realisations { get; }

    /// <summary>Gets the names of the estimators and bounds, in the order of their first row.</summary>
    public IReadOnlyList<string> Estimators => [.. _rows.Keys];

    /// <summary>Reads a cell from a store; only what the experiment names, and the bounds.</summary>
    /// <exception cref="InvalidOperationException">A block is not there: the experiment has not been run to its end.</exception>
    public static CellSummary Read(NoiseCleaningExperiment experiment, IExperimentStore store, ExperimentCell cell)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(store);
        var summary = new CellSummary(cell, experiment.Realisations);
        string[] names =
        [
            .. experiment.Estimators.Select(e => e.Name),
            .. ComparedEstimator.Bounds.Select(b => b.Name),
        ];
        foreach (string name in names)
        {
            summary._rows[name] = new ExperimentRow?[experiment.Realisations];
        }

        foreach (ExperimentBlock block in experiment.Blocks(cell))
        {
            IReadOnlyList<ExperimentRow> rows =
                store.Read(experiment, block)
                ?? throw new InvalidOperationException($"The block {block.Name} has not been computed.");
            foreach (ExperimentRow row in rows)
            {
                if (summary._rows.TryGetValue(row.Estimator, out ExperimentRow?[]? of))
                {
                    of[row.Realisation] = row;
                }
            }
        }

        return summary;
    }

    /// <summary>The mean of a measure over the realisations in which it is defined; null where there is none, or no such estimator.</summary>
    public ErrorMean? Mean(string estimator, ExperimentMeasure measure) =>
        ErrorMean.Of([.. Values(estimator, measure).OfType<double>()]);

    /// <summary>The mean paired difference of one estimator less another, over the realisations in which both are defined.</summary>
    public ErrorMean? Difference(string estimator, string other, ExperimentMeasure measure) =>
        ErrorMean.Of([.. Values(estimator, measure).Zip(Values(other, measure), (a, b) => a - b).OfType<double>()]);

    /// <summary>The number of realisations with a status.</summary>
    public int Count(string estimator, OutcomeStatus status) => Rows(estimator).Count(r => r?.Status == status);

    /// <summary>The number of realisations in which an iterative fit did not converge.</summary>
    public int NotConverged(string estimator) => Rows(estimator).Count(r => r?.Converged == false);

    /// <summary>The number of realisations in which a search ended at an edge of its grid.</summary>
    public int AtEdge(string estimator) => Rows(estimator).Count(r => r?.AtEdge == true);

    private ExperimentRow?[] Rows(string estimator) => _rows.GetValueOrDefault(estimator, []);

    private IEnumerable<double?> Values(string estimator, ExperimentMeasure measure)
    {
        int at = ExperimentMeasure.All.ToList().IndexOf(measure);
        return Rows(estimator).Select(r => r?.Values[at]);
    }
}
