namespace Gyrus.Cli.Tests;

/// <summary>A simulated data set of fMRIPrep's outputs, three participants of two sessions, two runs in each; made once.</summary>
public sealed class BidsStudy : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public string Root => _folder.Path("fmriprep");

    public string Atlas => Path.Combine(Root, "atlas", "atlas-phantom_probseg.nii.gz");

    public string Labels => Path.Combine(Root, "atlas", "atlas-phantom_dseg.tsv");

    public async ValueTask InitializeAsync()
    {
        Call call = await Call.RunAsync([
            .. (string[])["simulate", "--out", Root, "--subjects", "3", "--sessions", "2", "--runs", "2"],
            .. (string[])["--regions", "8", "--volumes", "60", "--voxel", "10", "--spikes", "1", "--quiet"],
        ]);
        Assert.Equal("", call.Error);
        Assert.Equal(0, call.Code);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The data set as DataLad would lay it: real folders, links to files. It can be spoilt without harm to the others.</summary>
    /// <param name="folder">Where.</param>
    public string LinkedIn(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories))
        {
            string link = Path.Combine(folder, Path.GetRelativePath(Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(link)!);
            File.CreateSymbolicLink(link, file);
        }

        return folder;
    }

    /// <summary>The path of a file of a run.</summary>
    public static string FileOf(string root, string run, string ending)
    {
        string[] parts = run.Split('_');
        return Path.Combine(root, parts[0], parts[1], "func", $"{run}_{ending}");
    }
}
