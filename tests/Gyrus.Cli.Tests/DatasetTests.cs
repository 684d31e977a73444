using System.Text.Json;
using Gyrus.IO.Tables;

namespace Gyrus.Cli.Tests;

/// <summary>Fetching, and the published example, from a server on this machine.</summary>
public sealed class DatasetTests(SmallStudy study) : IClassFixture<SmallStudy>, IAsyncDisposable
{
    private readonly FaultyServer _server = new();
    private readonly TemporaryFolder _folder = new();

    private string[] Store => ["--data", _folder.Path("data"), "--mirror", _server.Root.ToString()];

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Fetch_Msdl_UnpacksMapsAndATableOfRegions()
    {
        PublishedData.Serve(_server, study);

        Call call = await Call.RunAsync(["fetch", "msdl", .. Store, "--json", "--quiet"]);

        Assert.Equal(0, call.Code);
        using var said = JsonDocument.Parse(call.Output);
        string labels = said.RootElement.GetProperty("labels")[0].GetString()!;
        Assert.Equal(_folder.Path("data", "msdl", "MSDL_rois", "MSDL_rois", "msdl_rois_labels.csv"), labels);
        Assert.True(File.Exists(said.RootElement.GetProperty("atlas")[0].GetString()));
        Assert.Equal(LabelTable.Read(study.Labels).Select(r => r.Name), LabelTable.Read(labels).Select(r => r.Name));
        Assert.Equal("Net 1", LabelTable.Read(labels)[0].Network);
        Assert.NotNull(LabelTable.Read(labels)[0].Centre);
        Assert.Equal(0, (await Call.RunAsync(["fetch", "msdl", .. Store])).Code);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task Fetch_DevelopmentFmri_TakesAdultsFirstAndReducesConfounds()
    {
        PublishedData.Serve(_server, study);

        Call call = await Call.RunAsync(["fetch", "development-fmri", "--subjects", "2", .. Store, "--json"]);

        Assert.Equal(0, call.Code);
        using var said = JsonDocument.Parse(call.Output);
        Assert.Contains("sub-pixar123", said.RootElement.GetProperty("bold")[0].GetString()!, StringComparison.Ordinal);
        Assert.Contains("sub-pixar001", said.RootElement.GetProperty("bold")[1].GetString()!, StringComparison.Ordinal);
        string table = said.RootElement.GetProperty("confounds")[0].GetString()!;
        Assert.EndsWith("desc-reducedConfounds_regressors.tsv", table, StringComparison.Ordinal);
        Signals.Confounds reduced = ConfoundTable.Read(table);
        Signals.Confounds whole = ConfoundTable.Read(
            table.Replace("reducedConfounds", "confounds", StringComparison.Ordinal)
        );
        Assert.Equal(15, reduced.Names.Count);
        Assert.Equal("trans_x", reduced.Names[0]);
        Assert.True(double.IsNaN(reduced.Values[0, 6]));
        Assert.Equal(ConfoundTable.Select(whole, reduced.Names).Values.AsSpan(), reduced.Values.AsSpan());
    }

    [Fact]
    public async Task Fetch_Schaefer_GivesImageAndTable()
    {
        PublishedData.Serve(_server, study);
        string[] size = ["--parcels", "100", "--networks", "17", "--resolution", "2"];

        Call call = await Call.RunAsync(["fetch", "schaefer", .. size, .. Store, "--json"]);

        using var said = JsonDocument.Parse(call.Output);
        Assert.Equal(2, LabelTable.Read(said.RootElement.GetProperty("labels")[0].GetString()!).Count);
        Assert.Contains("MIT", said.RootElement.GetProperty("terms").GetString()!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_FileThatIsNotThere_SaysWhereToPutItByHand()
    {
        Call call = await Call.RunAsync(["fetch", "msdl", .. Store]);

        Assert.Equal(1, call.Code);
        Assert.Contains("answered 404", call.Error, StringComparison.Ordinal);
        Assert.Contains(
            $"save it as {_folder.Path("data", "msdl", "MSDL_rois.zip")}",
            call.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Fetch_UnpackedFileThatChanged_IsAnErrorAndCanBeAccepted()
    {
        PublishedData.Serve(_server, study);
        await Call.RunAsync(["fetch", "msdl", .. Store]);
        await File.AppendAllTextAsync(
            _folder.Path("data", "msdl", "MSDL_rois", "MSDL_rois", "msdl_rois_labels.csv"),
            "1,2,3,more,net\n",
            TestContext.Current.CancellationToken
        );

        Call call = await Call.RunAsync(["fetch", "msdl", .. Store]);

        Assert.Equal(1, call.Code);
        Assert.Contains("--accept-changed", call.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await Call.RunAsync(["fetch", "msdl", .. Store, "--accept-changed"])).Code);
        Assert.Equal(0, (await Call.RunAsync(["fetch", "msdl", .. Store])).Code);
    }

    [Fact]
    public async Task Fetch_ArchiveThatChangedAtTheSource_IsUnpackedAnewOnceAccepted()
    {
        PublishedData.Serve(_server, study);
        await Call.RunAsync(["fetch", "msdl", .. Store]);
        string table = _folder.Path("data", "msdl", "MSDL_rois", "MSDL_rois", "msdl_rois_labels.csv");
        File.Delete(_folder.Path("data", "msdl", "MSDL_rois.zip"));
        _server.Serve("msdl/MSDL_rois.zip", PublishedData.AtlasArchive(study, net: "New"));

        Assert.Equal(1, (await Call.RunAsync(["fetch", "msdl", .. Store])).Code);
        Assert.Equal("Net 1", LabelTable.Read(table)[0].Network);
        Assert.Equal(0, (await Call.RunAsync(["fetch", "msdl", .. Store, "--accept-changed"])).Code);
        Assert.Equal("New 1", LabelTable.Read(table)[0].Network);
        Assert.Equal(0, (await Call.RunAsync(["fetch", "msdl", .. Store])).Code);
    }

    /// <summary>Two processes want the same: each file is asked for once.</summary>
    [Fact]
    public async Task Fetch_ByTwoProcesses_AsksOnce()
    {
        PublishedData.Serve(_server, study);
        _server.Fault = async request =>
        {
            await request.PauseAsync(TimeSpan.FromMilliseconds(300));
            return false;
        };
        string[] call = ["fetch", "development-fmri", "--subjects", "3", .. Store, "--quiet"];
        string program = Path.Combine(AppContext.BaseDirectory, "gyrus-cli.dll");
        System.Diagnostics.Process[] both =
        [
            System.Diagnostics.Process.Start("dotnet", [program, .. call]),
            System.Diagnostics.Process.Start("dotnet", [program, .. call]),
        ];
        foreach (System.Diagnostics.Process process in both)
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, process.ExitCode);
            process.Dispose();
        }

        Assert.Equal(7, _server.Requests.Count);
        Assert.Equal(7, _server.Requests.Select(r => r.Path).Distinct().Count());
    }

    [Theory]
    [InlineData("--subjects", "200", "--subjects must be between 1 and 3")]
    [InlineData("--parallel", "9", "--parallel must be between 1 and 8")]
    [InlineData("--size-limit", "0", "--size-limit must be positive")]
    [InlineData("--mirror", "http://mirror.example/", "It must begin with https://")]
    [InlineData("--mirror", "nonsense", "It must begin with https://")]
    public async Task Fetch_BadOption_IsASentence(string option, string value, string words)
    {
        PublishedData.Serve(_server, study);
        string[] store = option == "--mirror" ? Store[..2] : Store;

        Call call = await Call.RunAsync(["fetch", "development-fmri", .. store, option, value]);

        Assert.Equal(1, call.Code);
        Assert.Contains(words, call.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_List_SaysWhatThereIsAndOnWhichTerms()
    {
        Call call = await Call.RunAsync(["fetch", "list", "--data", _folder.Path("data")]);

        Assert.Equal(0, call.Code);
        foreach (string word in (string[])["msdl", "development-fmri", "schaefer", "terms", "doi:", "nothing here yet"])
        {
            Assert.Contains(word, call.Output, StringComparison.Ordinal);
        }
    }

    /// <summary>The example, and the call of gyrus connectome that it prints, give the same files.</summary>
    [Fact]
    public async Task Example_AndTheCallItPrints_GiveTheSame()
    {
        PublishedData.Serve(_server, study);

        Call example = await Call.RunAsync([
            .. (string[])["example", "multi-subject-connectome", "--subjects", "3", "--out", _folder.Path("a")],
            .. Store,
        ]);

        Assert.Equal("", example.Code == 0 ? "" : example.Error);
        string line = example
            .Output.Split('\n')
            .Single(l => l.StartsWith("  gyrus connectome ", StringComparison.Ordinal));
        string[] words =
        [
            .. System
                .Text.RegularExpressions.Regex.Matches(line, @"'[^']*'|\S+")
                .Skip(1)
                .Select(m => m.Value.Trim('\'')),
        ];
        words[Array.IndexOf(words, "--out") + 1] = _folder.Path("b");
        Assert.Equal(0, (await Call.RunAsync(words)).Code);
        string[] tables = [.. Directory.GetFiles(_folder.Path("a"), "*.tsv").Select(Path.GetFileName)!];
        Assert.True(tables.Length > 12);
        Assert.Contains("sub-pixar123_task-pixar_seg-msdlrois_timeseries.tsv", tables);
        Assert.True(File.Exists(_folder.Path("a", "report.html")));
        Assert.All(
            tables,
            t => Assert.Equal(File.ReadAllText(_folder.Path("a", t)), File.ReadAllText(_folder.Path("b", t)))
        );
    }

    /// <summary>The parameters of the published example, as the results record them.</summary>
    [Fact]
    public async Task Example_HasTheParametersOfTheOriginal()
    {
        PublishedData.Serve(_server, study);
        string[] call =
        [
            "example",
            "multi-subject-connectome",
            "--subjects",
            "3",
            "--out",
            _folder.Path("a"),
            "--quiet",
        ];
        Assert.Equal(0, (await Call.RunAsync([.. call, .. Store])).Code);

        using var document = JsonDocument.Parse(
            await File.ReadAllTextAsync(_folder.Path("a", "connectome.json"), TestContext.Current.CancellationToken)
        );
        JsonElement options = document.RootElement.GetProperty("provenance").GetProperty("options");
        foreach (
            (string name, string value) in ((string, string)[])
                [
                    ("resampling-target", "atlas"),
                    ("high-variance-confounds", "5"),
                    ("smoothing-fwhm", "0"),
                    ("detrend", "true"),
                    ("high-pass", "0.01"),
                    ("low-pass", "0"),
                    ("tr", "2"),
                    ("standardize", "zscore"),
                    ("grid", "4"),
                    ("refinements", "4"),
                    ("folds", "5"),
                    ("nilearn", "true"),
                ]
        )
        {
            Assert.Equal(value, options.GetProperty(name).GetString());
        }

        Assert.StartsWith(
            "5 time courses of the voxels with the highest variance; trans_x, trans_y, trans_z, rot_x",
            options.GetProperty("confounds-used").GetString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Example_Simulated_NeedsNoNetwork()
    {
        Call call = await Call.RunAsync([
            .. (string[])["example", "multi-subject-connectome", "--simulated", "--subjects", "2", "--certified"],
            .. (string[])["--out", _folder.Path("a"), "--quiet", .. Store],
        ]);

        Assert.Equal(0, call.Code);
        Assert.True(File.Exists(_folder.Path("a", "report.html")));
        Assert.Empty(_server.Requests);
        Assert.False(Directory.Exists(_folder.Path("data")));
    }
}
