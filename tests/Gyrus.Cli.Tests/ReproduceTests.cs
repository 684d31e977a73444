using System.Text.Json;

namespace Gyrus.Cli.Tests;

public sealed class ReproduceTests
{
    private static readonly string[] Small =
    [
        "reproduce",
        "noise-cleaning",
        "--regions",
        "12",
        "--subjects",
        "3",
        "--estimators",
        "raw-q",
        "shrinkage-cv",
        "rie",
        "rie@released",
        "rie-cv",
        "rie-cv@released",
    ];

    [Fact]
    public async Task NoiseCleaning_WritesTablesFiguresAndAPage()
    {
        using var folder = new TemporaryFolder();

        Call call = await Call.RunAsync([
            .. Small,
            "--t",
            "144",
            "1000",
            "--alpha-d",
            "1",
            "3",
            "--out",
            folder.Root,
            "--json",
            "--quiet",
        ]);

        Assert.True(call.Code == 0, call.Error);
        using JsonDocument summary = JsonDocument.Parse(call.Output);
        Assert.Equal(4, summary.RootElement.GetProperty("cells").GetInt32());
        string[] names = [.. Directory.GetFiles(folder.Root).Select(f => Path.GetFileName(f)!).Order()];
        Assert.Contains("noise-cleaning.tsv", names);
        Assert.Contains("conclusions.tsv", names);
        Assert.Contains("figure-01.svg", names);
        Assert.Contains("figure-12-a1.svg", names);
        string page = await File.ReadAllTextAsync(
            Path.Combine(folder.Root, "noise-cleaning.html"),
            TestContext.Current.CancellationToken
        );
        Assert.Contains("III.1-4", page, StringComparison.Ordinal);
        Assert.Contains("were not asked: give some with --signals", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoiseCleaning_OfOneFigure_ComputesItsCellOnlyAndUsesItAgain()
    {
        using var folder = new TemporaryFolder();
        string[] call = [.. Small, "--figure", "2", "--out", folder.Root, "--quiet"];

        Assert.Equal(0, (await Call.RunAsync(call)).Code);
        string block = Assert.Single(Directory.GetFiles(Path.Combine(folder.Root, "realisations")));
        byte[] bytes = await File.ReadAllBytesAsync(block, TestContext.Current.CancellationToken);
        DateTime written = File.GetLastWriteTimeUtc(block);
        Assert.Equal(0, (await Call.RunAsync(call)).Code);

        Assert.EndsWith("T144_a3_r000.tsv", block, StringComparison.Ordinal);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(block, TestContext.Current.CancellationToken));
        Assert.Equal(written, File.GetLastWriteTimeUtc(block));
        Assert.Equal("figure-02.svg", Path.GetFileName(Assert.Single(Directory.GetFiles(folder.Root, "*.svg"))));
    }

    [Theory]
    [InlineData("expected numbers from 1 to 12, but got 13", "--figure", "13")]
    [InlineData("Expected an estimator", "--estimators", "magic")]
    [InlineData("is not among the methods compared", "--reference", "magic")]
    [InlineData("--t must be at least 8", "--t", "5")]
    [InlineData("--alpha-d must be between 0.1", "--alpha-d", "0.01")]
    [InlineData("--subjects must be at least 1", "--subjects", "0")]
    [InlineData("expected a whole number, but got '1.5'", "--t", "1.5")]
    public async Task NoiseCleaning_WrongOption_IsOneSentence(string sentence, params string[] options)
    {
        using var folder = new TemporaryFolder();

        Call call = await Call.RunAsync([
            "reproduce",
            "noise-cleaning",
            "--regions",
            "9",
            .. options,
            "--out",
            folder.Root,
        ]);

        Assert.Equal(1, call.Code);
        Assert.Contains(sentence, call.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoiseCleaning_WithRecordings_DecidesTheConclusionsAboutThem()
    {
        using var folder = new TemporaryFolder();
        string[] files = [.. Enumerable.Range(0, 3).Select(k => folder.Path($"sub-{k}_timeseries.tsv"))];
        for (int k = 0; k < files.Length; k++)
        {
            Gyrus.Numerics.Matrix samples = new Gyrus.Covariance.Cleaning.SyntheticDirichlet
            {
                Regions = 12,
                Samples = 90,
                Autocorrelation = 0.5,
            }
                .Generate(k)
                .Samples;
            Gyrus.IO.Tables.TsvWriter.WriteMatrix(files[k], samples, [.. Enumerable.Range(0, 12).Select(j => $"r{j}")]);
        }

        Call call = await Call.RunAsync([
            .. Small,
            "--t",
            "144",
            "--alpha-d",
            "1",
            "--table",
            "--signals",
            .. files,
            "--out",
            folder.Path("out"),
            "--quiet",
        ]);

        Assert.True(call.Code == 0, call.Error);
        string[] claims = await File.ReadAllLinesAsync(
            folder.Path("out/conclusions.tsv"),
            TestContext.Current.CancellationToken
        );
        Assert.Contains(
            claims,
            l =>
                l.StartsWith("III.2-3\trecordings, split in time", StringComparison.Ordinal)
                && !l.Contains("NotAsked", StringComparison.Ordinal)
        );
        Assert.Empty(Directory.GetFiles(folder.Path("out"), "*.svg"));
    }

    [Fact]
    public async Task NoiseCleaning_WithARecordingInASubspace_WarnsOfItsRank()
    {
        using var folder = new TemporaryFolder();
        string[] files = [.. Enumerable.Range(0, 2).Select(k => folder.Path($"sub-{k}_timeseries.tsv"))];
        for (int k = 0; k < files.Length; k++)
        {
            Gyrus.Numerics.Matrix samples = new Gyrus.Covariance.Cleaning.SyntheticDirichlet
            {
                Regions = 6,
                Samples = 90,
            }
                .Generate(k)
                .Samples;
            var mixed = Gyrus.Numerics.Matrix.Create(
                90,
                12,
                (t, j) => samples[t, j % 6] + (j < 6 ? 0 : samples[t, (j + 1) % 6])
            );
            Gyrus.IO.Tables.TsvWriter.WriteMatrix(files[k], mixed, [.. Enumerable.Range(0, 12).Select(j => $"r{j}")]);
        }

        Call call = await Call.RunAsync([
            .. Small,
            "--t",
            "144",
            "--alpha-d",
            "1",
            "--table",
            "--signals",
            .. files,
            "--out",
            folder.Path("out"),
        ]);

        Assert.True(call.Code == 0, call.Error);
        Assert.Contains("rank 6 of 12", call.Error, StringComparison.Ordinal);
    }
}
