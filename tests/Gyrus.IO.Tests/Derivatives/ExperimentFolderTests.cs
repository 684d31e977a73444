using Gyrus.Covariance.Cleaning;
using Gyrus.IO.Derivatives;
using Gyrus.Pipelines.NoiseCleaning;

namespace Gyrus.IO.Tests.Derivatives;

public sealed class ExperimentFolderTests : IDisposable
{
    private static readonly NoiseCleaningExperiment Small = new()
    {
        Regions = 8,
        Cells = NoiseCleaningExperiment.Grid([20], [1.5]),
        Realisations = 4,
        BlockSize = 2,
        Estimators = [EstimatorCatalogue.Parse("shrinkage-cv"), EstimatorCatalogue.Parse("cvc")],
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("gyrus-experiment-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_GivesBackWhatWasWritten_ToTheBit()
    {
        var store = new ExperimentFolder(_folder);
        ExperimentBlock block = Small.Blocks(Small.Cells[0]).First();
        ExperimentRow[] rows =
        [
            Row(0, "a") with
            {
                Status = OutcomeStatus.Refused,
                Reason = "T < N,\tand\nmore.",
            },
            Row(0, "b") with
            {
                Converged = false,
                AtEdge = true,
            },
            Row(1, "a"),
            Row(1, "b"),
        ];

        store.Write(Small, block, rows);
        IReadOnlyList<ExperimentRow> read = store.Read(Small, block)!;

        Assert.Equal(rows.Select(r => r.Estimator), read.Select(r => r.Estimator));
        Assert.All(rows.Zip(read), pair => Assert.Equal(pair.First.Values, pair.Second.Values));
        Assert.Equal("T < N, and more.", read[0].Reason);
        Assert.Equal(OutcomeStatus.Refused, read[0].Status);
        Assert.Equal((false, true), (read[1].Converged!.Value, read[1].AtEdge!.Value));
        Assert.Null(read[2].Converged);
    }

    [Fact]
    public void Run_AfterAnInterruption_WritesTheSameBytes()
    {
        Small.Run(new ExperimentFolder(_folder));
        string[] files = Directory.GetFiles(Path.Combine(_folder, "realisations"));
        byte[][] whole = [.. files.Select(File.ReadAllBytes)];
        DateTime kept = File.GetLastWriteTimeUtc(files[0]);
        File.Delete(files[1]);

        Small.Run(new ExperimentFolder(_folder));

        Assert.Equal(2, files.Length);
        Assert.Equal(whole, files.Select(File.ReadAllBytes));
        Assert.Equal(kept, File.GetLastWriteTimeUtc(files[0]));
    }

    [Fact]
    public void Read_DamagedOrOfOtherOptions_CountsAsNotThere()
    {
        var store = new ExperimentFolder(_folder);
        Small.Run(store);
        ExperimentBlock block = Small.Blocks(Small.Cells[0]).First();
        string file = Directory.GetFiles(Path.Combine(_folder, "realisations")).Order().First();
        string text = File.ReadAllText(file);

        Assert.NotNull(store.Read(Small, block));
        Assert.Null(store.Read(Small with { Seed = 2 }, block));
        Assert.Null(store.Read(Small with { Regions = 9 }, block));
        Assert.Null(store.Read(Small with { Side = DirichletSide.Covariance }, block));
        foreach (int cut in (int[])[10, text.Length / 2, text.Length - 1])
        {
            File.WriteAllText(file, text[..cut]);
            Assert.Null(store.Read(Small, block));
        }

        File.WriteAllText(file, text[..(text.TrimEnd('\n').LastIndexOf('\n') + 1)]);
        Assert.Null(store.Read(Small, block));
        File.WriteAllText(file, text.Replace("Defined", "Fine", StringComparison.Ordinal));
        Assert.Null(store.Read(Small, block));
    }

    [Fact]
    public void WriteMeans_HasARowPerCellAndMethod()
    {
        var store = new ExperimentFolder(_folder);
        Small.Run(store);

        ExperimentTables.WriteMeans(_folder, [CellSummary.Read(Small, store, Small.Cells[0])], "shrinkage-cv");

        string[][] lines =
        [
            .. File.ReadAllLines(Path.Combine(_folder, ExperimentTables.MeansName)).Select(l => l.Split('\t')),
        ];
        Assert.Equal(1 + 2 + 3, lines.Length);
        Assert.All(lines, l => Assert.Equal(lines[0].Length, l.Length));
        int difference = lines[0].ToList().IndexOf("l_test_difference");
        Assert.Equal("0", lines[1][difference]);
        Assert.NotEqual("0", lines[2][difference]);
    }

    private static ExperimentRow Row(int realisation, string estimator) =>
        new()
        {
            Realisation = realisation,
            Estimator = estimator,
            Status = OutcomeStatus.Defined,
            Values = [.. ExperimentMeasure.All.Select((_, i) => i % 3 == 0 ? null : (double?)(Math.PI * (i - 4) / 7))],
        };
}
