using Gyrus.Covariance.Cleaning;
using Gyrus.Numerics;
using Gyrus.Pipelines.Comparison;
using Gyrus.Validation;
using static System.FormattableString;

namespace Gyrus.Pipelines.NoiseCleaning;

/// <summary>The synthetic experiment of Ibáñez-Berganza et al. (2023): every method on many known covariances of known samples.</summary>
/// <remarks>
/// <para>
/// For each cell (T_tr, α_D) and realisation a covariance is drawn (<see cref="SyntheticDirichlet"/>), T_tr samples of it train and T_tr/4 test, both
/// standardised by the training. All methods see the same samples, so that differences between them are paired. The protocol's shuffle
/// is left out: the samples are independent.
/// </para>
/// <para>
/// A realisation depends on the seed, its cell and its number only: not on what else is computed, nor on the number of threads.
/// </para>
/// <para>Source: Physical Review E 108:024313, arXiv:2302.02951, section III.1.</para>
/// </remarks>
public sealed record NoiseCleaningExperiment
{
    /// <summary>Gets the number of regions N. At least 2; 116.</summary>
    public int Regions
    {
        get;
        init => field = Require.AtLeast(2, value, nameof(Regions));
    } = 116;

    /// <summary>Gets the cells. Default: those of the paper, T_tr in 144, 200, 300, 1000, 2000 by α_D in 0.5, 1, 1.5, 2, 2.5, 3, 4.</summary>
    public IReadOnlyList<ExperimentCell> Cells
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            foreach (ExperimentCell cell in value)
            {
                Require.AtLeast(8, cell.TrainSamples, nameof(ExperimentCell.TrainSamples));
                Require.Between(0.1, 1e6, cell.Concentration, nameof(ExperimentCell.Concentration));
            }

            field = [.. value.Distinct()];
        }
    } = Grid([144, 200, 300, 1000, 2000], [0.5, 1, 1.5, 2, 2.5, 3, 4]);

    /// <summary>Gets the number of realisations of each cell. At least 1; 100.</summary>
    public int Realisations
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Realisations));
    } = 100;

    /// <summary>Gets the number of realisations of a block. At least 1; 10.</summary>
    public int BlockSize
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(BlockSize));
    } = 10;

    /// <summary>Gets which matrix has the Dirichlet eigenvalues. Default: the precision, as in the released program.</summary>
    public DirichletSide Side { get; init; }

    /// <summary>Gets the estimators; those of one subject only, as realisations have nothing in common.</summary>
    public required IReadOnlyList<NamedEstimator> Estimators
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            string? group = value.FirstOrDefault(e => e.Entry.Create is null)?.Name;
            field = group is null
                ? value
                : throw new ArgumentException(
                    Invariant(
                        $"{group} learns from several subjects of one population, but the realisations of this experiment have nothing in common. Leave it out."
                    )
                );
        }
    }

    /// <summary>Gets the seed. Default: 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Gets the number of realisations worked on at the same time. At least 1; 1.</summary>
    public int Threads
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Threads));
    } = 1;

    /// <summary>The cells of every T_tr with every α_D.</summary>
    public static IReadOnlyList<ExperimentCell> Grid(
        IReadOnlyList<int> trainSamples,
        IReadOnlyList<double> concentrations
    )
    {
        ArgumentNullException.ThrowIfNull(trainSamples);
        ArgumentNullException.ThrowIfNull(concentrations);
        return [.. trainSamples.SelectMany(t => concentrations.Select(a => new ExperimentCell(t, a)))];
    }

    /// <summary>The blocks of a cell.</summary>
    public IEnumerable<ExperimentBlock> Blocks(ExperimentCell cell)
    {
        for (int first = 0; first < Realisations; first += BlockSize)
        {
            yield return new ExperimentBlock(cell, first, Math.Min(BlockSize, Realisations - first));
        }
    }

    /// <summary>Computes what a store does not have yet. What is finished is stored at once, so that nothing but one block is ever in memory or lost.</summary>
    /// <param name="store">Where blocks are kept.</param>
    /// <param name="progress">Hears of each realisation, those found in the store included.</param>
    /// <param name="cancellationToken">Cancels between two fits; finished blocks stay.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void Run(
        IExperimentStore store,
        IProgress<WorkProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(store);
        int total = Cells.Count * Realisations;
        int done = 0;
        foreach (ExperimentBlock block in Cells.SelectMany(Blocks))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Run(block, store, progress is null ? null : new Offset(progress, done, total), cancellationToken);
            done += block.Count;
        }
    }

    /// <summary>Computes what a store does not have yet of one block.</summary>
    /// <param name="block">The block, one of <see cref="Blocks"/>.</param>
    /// <param name="store">Where blocks are kept.</param>
    /// <param name="progress">Hears of each realisation of the block.</param>
    /// <param name="cancellationToken">Cancels between two fits.</param>
    public void Run(
        ExperimentBlock block,
        IExperimentStore store,
        IProgress<WorkProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(store);
        IReadOnlyList<ExperimentRow> found = store.Read(this, block) ?? [];
        var known = found.Select(r => r.Estimator).ToHashSet();
        NamedEstimator[] missing = [.. Estimators.Where(e => !known.Contains(e.Name))];
        if (missing.Length > 0)
        {
            store.Write(this, block, Merge(found, RunBlock(block, missing, progress, cancellationToken)));
        }
        else
        {
            progress?.Report(new WorkProgress(Stage, block.Count, block.Count));
        }
    }

    /// <summary>The synthetic samples of one realisation, cut and standardised, with their truth.</summary>
    public ComparedSamples Draw(ExperimentCell cell, int realisation)
    {
        SyntheticSeries series = new SyntheticDirichlet
        {
            Regions = Regions,
            Samples = cell.TrainSamples + cell.TestSamples,
            Concentration = cell.Concentration,
            Side = Side,
            Seed = SeedOf(cell),
        }.Generate(realisation);
        StandardisedSplit split = StandardisedSplit.Of(
            series.Samples,
            new SampleSplit
            {
                Train = [.. Enumerable.Range(0, cell.TrainSamples)],
                Test = [.. Enumerable.Range(cell.TrainSamples, cell.TestSamples)],
            }
        );
        return new ComparedSamples
        {
            Subject = Invariant($"{cell.Name}, realisation {realisation}"),
            Train = split.Train,
            Test = split.Test,
            Truth = new KnownTruth(series.Covariance, series.Precision),
        };
    }

    private const string Stage = "realisations";

    /// <summary>The rows of a block for some of the estimators, with the bounds, by realisation.</summary>
    private List<ExperimentRow> RunBlock(
        ExperimentBlock block,
        IReadOnlyList<NamedEstimator> estimators,
        IProgress<WorkProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        ComparisonResult result = new EstimatorComparison { Estimators = estimators, Threads = Threads }.Compare(
            PartLoop.Run(block.Count, Threads, r => Draw(block.Cell, block.First + r), cancellationToken),
            progress,
            cancellationToken
        );
        return [.. result.Subjects.SelectMany((s, k) => s.Outcomes.Select(o => ExperimentRow.Of(block.First + k, o)))];
    }

    /// <summary>Old and new rows by realisation; the bounds, which every run computes, once.</summary>
    private static List<ExperimentRow> Merge(IReadOnlyList<ExperimentRow> found, IReadOnlyList<ExperimentRow> fresh)
    {
        var known = found.Select(r => r.Estimator).ToHashSet();
        return [.. found.Concat(fresh.Where(r => !known.Contains(r.Estimator))).OrderBy(r => r.Realisation)];
    }

    /// <summary>A seed of the cell's own: neither its neighbours nor the order of the cells matter.</summary>
    private ulong SeedOf(ExperimentCell cell) =>
        Rng.ForPart(Rng.ForPart(Seed, cell.TrainSamples).NextBits(), (int)Math.Round(1000 * cell.Concentration))
            .NextBits();

    private sealed class Offset(IProgress<WorkProgress> progress, int before, int total) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => progress.Report(new WorkProgress(Stage, before + value.Done, total));
    }
}
