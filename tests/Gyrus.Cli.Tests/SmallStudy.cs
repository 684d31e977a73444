namespace Gyrus.Cli.Tests;

/// <summary>A small simulated study on disk, made once for all tests that read it.</summary>
public sealed class SmallStudy : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public string Root => _folder.Path("bids");

    public string Atlas => _folder.Path("bids", "atlas", "atlas-phantom_probseg.nii.gz");

    public string Labels => _folder.Path("bids", "atlas", "atlas-phantom_dseg.tsv");

    public string[] Bold => [.. Files("*_bold.nii.gz")];

    public string[] Confounds =>
        [.. Files("*_timeseries.tsv").Where(f => !f.Contains("truth", StringComparison.Ordinal))];

    /// <summary>Tables of the true signals, one per subject.</summary>
    public string[] Signals => [.. Directory.GetFiles(_folder.Path("bids", "truth"), "*_timeseries.tsv").Order()];

    public async ValueTask InitializeAsync()
    {
        Call call = await Call.RunAsync([
            .. (string[])["simulate", "--out", Root, "--subjects", "3", "--regions", "10", "--volumes", "60"],
            .. (string[])["--voxel", "8", "--quiet"],
        ]);
        Assert.Equal("", call.Error);
        Assert.Equal(0, call.Code);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private IEnumerable<string> Files(string pattern) =>
        Directory.EnumerateFiles(Root, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal);
}
