using Gyrus.Covariance.Cleaning;
using Gyrus.Pipelines.Comparison;
using Gyrus.Pipelines.NoiseCleaning;

namespace Gyrus.Tests.Pipelines.NoiseCleaning;

public sealed class NoiseCleaningExperimentTests
{
    private static readonly NoiseCleaningExperiment Small = new()
    {
        Regions = 10,
        Cells = NoiseCleaningExperiment.Grid([24, 40], [1, 3]),
        Realisations = 5,
        BlockSize = 2,
        Estimators = [EstimatorCatalogue.Parse("shrinkage-cv"), EstimatorCatalogue.Parse("cvc")],
    };

    [Fact]
    public void Cells_ByDefault_AreThoseOfThePaper()
    {
        var experiment = new NoiseCleaningExperiment { Estimators = [EstimatorCatalogue.Parse("cvc")] };

        Assert.Equal(35, experiment.Cells.Count);
        Assert.Equal(36, new ExperimentCell(144, 1).TestSamples);
        Assert.Equal(50, new ExperimentCell(200, 1).TestSamples);
        Assert.Equal(10, experiment.Blocks(experiment.Cells[0]).Count());
    }

    [Fact]
    public void Blocks_CoverEachRealisationOnce()
    {
        int[] covered = [.. Small.Blocks(Small.Cells[0]).SelectMany(b => Enumerable.Range(b.First, b.Count))];

        Assert.Equal([0, 1, 2, 3, 4], covered);
    }

    [Fact]
    public void Run_Interrupted_GoesOnToTheSameRows()
    {
        var whole = new MemoryStore();
        Small.Run(whole);
        var broken = new MemoryStore();
        using var stop = new CancellationTokenSource();
        broken.Written = count =>
        {
            if (count == 3)
            {
                stop.Cancel();
            }
        };

        Assert.ThrowsAny<OperationCanceledException>(() => Small.Run(broken, cancellationToken: stop.Token));
        Assert.Equal(3, broken.Blocks.Count);
        broken.Written = null;
        Small.Run(broken);

        Assert.Equal(12, broken.Writes);
        AssertSame(whole, broken);
    }

    [Fact]
    public void Run_EstimatorAddedLater_IsComputedAloneAndGivesTheSameNumbers()
    {
        var both = new MemoryStore();
        Small.Run(both);
        var later = new MemoryStore();
        (Small with { Estimators = [Small.Estimators[0]] }).Run(later);
        int rows = later.Blocks.Values.Sum(b => b.Count);
        Small.Run(later);

        Assert.True(later.Blocks.Values.Sum(b => b.Count) > rows);
        foreach (ExperimentCell cell in Small.Cells)
        {
            ErrorMean? expected = CellSummary
                .Read(Small, both, cell)
                .Difference("cvc", "shrinkage-cv", ExperimentMeasure.LogLikelihood);

            Assert.Equal(
                expected,
                CellSummary.Read(Small, later, cell).Difference("cvc", "shrinkage-cv", ExperimentMeasure.LogLikelihood)
            );
        }
    }

    [Fact]
    public void Run_ThreadsAndOtherCells_DoNotChangeABit()
    {
        var one = new MemoryStore();
        Small.Run(one);
        var other = new MemoryStore();
        (Small with { Threads = 4, Cells = [.. Small.Cells.Reverse()] }).Run(other);

        AssertSame(one, other);
    }

    [Fact]
    public void Run_Progress_SaysEachNumberOnceAndEndsAtThatOfRealisations()
    {
        var seen = new List<(int Done, int Total)>();
        Small.Run(new MemoryStore(), new Heard(seen));

        Assert.Equal((20, 20), seen[^1]);
        Assert.Equal(seen.Distinct(), seen);
        Assert.All(seen, s => Assert.Equal(20, s.Total));
    }

    [Fact]
    public void Summary_IsOfTheRows()
    {
        var store = new MemoryStore();
        Small.Run(store);
        ExperimentCell cell = Small.Cells[0];

        var summary = CellSummary.Read(Small, store, cell);

        double[] values =
        [
            .. store
                .Blocks.Where(b => b.Key.Cell == cell)
                .SelectMany(b => b.Value)
                .Where(r => r.Estimator == "cvc")
                .Select(r => r.Values[0]!.Value),
        ];
        Assert.Equal(5, values.Length);
        Assert.Equal(values.Average(), summary.Mean("cvc", ExperimentMeasure.LogLikelihood)!.Value.Mean, 1e-12);
        Assert.Equal(0, summary.Mean("truth", ExperimentMeasure.PrecisionDistance)!.Value.Mean, 1e-9);
        Assert.Equal(5, summary.Count("cvc", OutcomeStatus.Defined));
    }

    [Fact]
    public void Estimators_OfAGroup_AreRefused()
    {
        CatalogueEntry? group = EstimatorCatalogue.All.FirstOrDefault(e => e.Create is null);
        Assert.SkipWhen(group is null, "The catalogue has no estimator of a group.");

        ArgumentException error = Assert.Throws<ArgumentException>(() =>
            Small with
            {
                Estimators = [new NamedEstimator(group!.Name, group, new EstimatorSettings())],
            }
        );

        Assert.Contains(group!.Name, error.Message, StringComparison.Ordinal);
    }

    // 12 realisations of the design's tables: what an independent program found with 50, as mean and standard error.
    [Theory]
    [InlineData(1.0, "l_test", "raw", -332.9, 4.2)]
    [InlineData(1.0, "d_J", "raw", 11.557, 0.260)]
    [InlineData(1.0, "d_J", "raw-q", 2.046, 0.048)]
    [InlineData(1.0, "l_test", "raw-q", -161.8, 2.8)]
    [InlineData(1.0, "l_test", "shrinkage-cv@released", -115.2, 2.5)]
    [InlineData(1.0, "d_J", "shrinkage-cv@released", 0.812, 0.004)]
    [InlineData(1.0, "l_test", "cvc", -114.8, 2.6)]
    [InlineData(1.0, "d_J", "cvc", 0.791, 0.003)]
    [InlineData(3.0, "l_test", "raw", -384.5, 3.8)]
    [InlineData(3.0, "d_J", "raw", 17.393, 0.313)]
    [InlineData(3.0, "d_J", "raw-q", 3.197, 0.060)]
    [InlineData(3.0, "l_test", "shrinkage-cv@released", -162.1, 0.3)]
    [InlineData(3.0, "d_J", "shrinkage-cv@released", 0.789, 0.003)]
    [InlineData(3.0, "l_test", "cvc", -161.6, 0.3)]
    [InlineData(3.0, "d_J", "cvc", 0.770, 0.002)]
    [InlineData(3.0, "d_C", "cvc", 0.645, 0.008)]
    public void Headlines_AreThoseOfAnIndependentProgram(
        double concentration,
        string measure,
        string estimator,
        double mean,
        double error
    )
    {
        ErrorMean found = Headlines
            .Value[new ExperimentCell(144, concentration)]
            .Mean(estimator, ExperimentMeasure.All.Single(m => m.Name == measure))!
            .Value;

        Assert.InRange(
            found.Mean - mean,
            -3 * Math.Sqrt((found.Error!.Value * found.Error.Value) + (error * error)),
            3 * Math.Sqrt((found.Error.Value * found.Error.Value) + (error * error))
        );
    }

    private static readonly Lazy<Dictionary<ExperimentCell, CellSummary>> Headlines = new(() =>
    {
        var experiment = new NoiseCleaningExperiment
        {
            Cells = NoiseCleaningExperiment.Grid([144], [1, 3]),
            Realisations = 12,
            Estimators =
            [
                EstimatorCatalogue.Parse("raw"),
                EstimatorCatalogue.Parse("raw-q"),
                EstimatorCatalogue.Parse("shrinkage-cv@released"),
                EstimatorCatalogue.Parse("cvc"),
            ],
            Threads = 2,
        };
        var store = new MemoryStore();
        experiment.Run(store);
        return experiment.Cells.ToDictionary(c => c, c => CellSummary.Read(experiment, store, c));
    });

    private static void AssertSame(MemoryStore expected, MemoryStore actual)
    {
        Assert.Equal(expected.Blocks.Count, actual.Blocks.Count);
        foreach ((ExperimentBlock block, IReadOnlyList<ExperimentRow> rows) in expected.Blocks)
        {
            IReadOnlyList<ExperimentRow> others = actual.Blocks[block];
            Assert.Equal(
                rows.Select(r => (r.Realisation, r.Estimator)),
                others.Select(r => (r.Realisation, r.Estimator))
            );
            for (int i = 0; i < rows.Count; i++)
            {
                Assert.Equal(rows[i].Values, others[i].Values);
            }
        }
    }

    private sealed class MemoryStore : IExperimentStore
    {
        public Dictionary<ExperimentBlock, IReadOnlyList<ExperimentRow>> Blocks { get; } = [];

        public int Writes { get; private set; }

        public Action<int>? Written { get; set; }

        public IReadOnlyList<ExperimentRow>? Read(NoiseCleaningExperiment experiment, ExperimentBlock block) =>
            Blocks.GetValueOrDefault(block);

        public void Write(NoiseCleaningExperiment experiment, ExperimentBlock block, IReadOnlyList<ExperimentRow> rows)
        {
            Blocks[block] = rows;
            Writes++;
            Written?.Invoke(Writes);
        }
    }

    private sealed class Heard(List<(int Done, int Total)> seen) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => seen.Add((value.Done, value.Total));
    }
}
