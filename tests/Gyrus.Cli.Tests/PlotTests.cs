namespace Gyrus.Cli.Tests;

public sealed class PlotTests(SmallStudy study) : IClassFixture<SmallStudy>
{
    private const string Matrix = "a\tb\tc\n1\t0.5\t-0.2\n0.5\t1\t0.1\n-0.2\t0.1\t1\n";
    private const string Places =
        "index\tname\tnetwork\tx\ty\tz\n1\ta\tone\t-30\t0\t10\n2\tb\ttwo\t30\t0\t10\n3\tc\tone\t0\t-60\t20\n";

    public static TheoryData<string, string[]> Kinds =>
        new()
        {
            { "matrix", ["--reorder", "ward", "--distance", "values", "--limit", "1"] },
            { "matrix", ["--reorder", "network", "--diagonal"] },
            { "glass-brain", ["--views", "lrxyz", "--edge-threshold", "0.15", "--names", "2"] },
            { "strength", ["--views", "z", "--scale-name", "strength"] },
            { "carpet", [] },
        };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Plot_OfEveryKind_IsWrittenAsItsEndingSays(string kind, string[] options)
    {
        using var folder = new TemporaryFolder();
        string table = folder.Write("m.tsv", Matrix);
        string labels = folder.Write("regions.tsv", Places);

        foreach (string ending in (string[])["svg", "png"])
        {
            string figure = folder.Path("figure." + ending);
            Call call = await Call.RunAsync(["plot", kind, table, "--labels", labels, .. options, "--out", figure]);

            Assert.Equal(("", 0), (call.Error, call.Code));
            byte[] bytes = await File.ReadAllBytesAsync(figure, TestContext.Current.CancellationToken);
            Assert.Equal(ending == "png" ? [0x89, (byte)'P'] : "<?"u8.ToArray(), bytes[..2]);
        }
    }

    [Fact]
    public async Task Plot_Reordered_KeepsNamesAndNumbersTogether()
    {
        using var folder = new TemporaryFolder();
        string table = folder.Write("m.tsv", Matrix);
        string figure = folder.Path("figure.svg");

        await Call.RunAsync(["plot", "matrix", table, "--reorder", "average", "--out", figure]);

        string svg = File.ReadAllText(figure);
        Assert.Contains("<title>a – b: 0.5</title>", svg, StringComparison.Ordinal);
        Assert.Contains("<title>c – a: −0.2</title>", svg, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plot_TableOfRegionsWithOtherNames_IsBoundRowByRow()
    {
        using var folder = new TemporaryFolder();
        string table = folder.Write("m.tsv", Matrix.Replace("a\tb\tc", "p\tq\tr", StringComparison.Ordinal));
        string figure = folder.Path("figure.svg");

        Call call = await Call.RunAsync([
            "plot",
            "glass-brain",
            table,
            "--labels",
            folder.Write("r.tsv", Places),
            "--out",
            figure,
        ]);

        Assert.Equal(0, call.Code);
        Assert.Contains("a – b: 0.5", File.ReadAllText(figure), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plot_TwoConnectomes_AreNamedAndShareOneScale()
    {
        using var folder = new TemporaryFolder();
        string first = folder.Write("m.tsv", Matrix);
        string second = folder.Write("n.tsv", Matrix.Replace("0.5", "0.9", StringComparison.Ordinal));
        string figure = folder.Path("figure.svg");
        string[] call = ["plot", "glass-brain", first, "--labels", folder.Write("r.tsv", Places), "--versus", second];

        Assert.Equal(0, (await Call.RunAsync([.. call, "--out", figure])).Code);

        string svg = File.ReadAllText(figure);
        Assert.Contains(">m.tsv<", svg, StringComparison.Ordinal);
        Assert.Contains(">n.tsv<", svg, StringComparison.Ordinal);
        Assert.Equal(2, svg.Split(">0.9<").Length);
    }

    public static TheoryData<string, string[]> Refusals =>
        new()
        {
            { "one row and one column per region", ["plot", "matrix", "SIGNALS", "--out", "f.svg"] },
            { ".svg or .png", ["plot", "matrix", "MATRIX", "--out", "f.pdf"] },
            { "needs the places of the regions", ["plot", "glass-brain", "MATRIX", "--out", "f.svg"] },
            { "no region has a network", ["plot", "matrix", "MATRIX", "--reorder", "network", "--out", "f.svg"] },
            { "Views must be", ["plot", "strength", "MATRIX", "--views", "q", "--out", "f.svg"] },
            { "Limit must be", ["plot", "matrix", "MATRIX", "--limit", "-1", "--out", "f.svg"] },
            { "is a file", ["plot", "matrix", "MATRIX", "--out", "f.tsv/f.svg"] },
            { "zero everywhere", ["coords", "EMPTY", "--kind", "activation", "--out", "f.tsv"] },
            { "background label 0", ["coords", "EMPTY", "--out", "f.tsv"] },
            { "expected a 3-D image", ["coords", "MAPS", "--kind", "labels", "--out", "f.tsv"] },
            { "--threshold is for an activation", ["coords", "MAPS", "--threshold", "1", "--out", "f.tsv"] },
        };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task BadCall_IsRefusedInOneSentence_AndNothingIsWritten(string sentence, string[] call)
    {
        using var folder = new TemporaryFolder();
        var files = new Dictionary<string, string>
        {
            ["SIGNALS"] = study.Signals[0],
            ["MATRIX"] = folder.Write("m.tsv", Matrix),
            ["MAPS"] = study.Atlas,
            ["EMPTY"] = EmptyImage(folder),
        };
        string[] before = Directory.GetFiles(folder.Root);

        Call result = await Call.RunAsync([
            .. call.Select(w =>
                w.StartsWith("f.", StringComparison.Ordinal)
                    ? folder.Path(w.Replace("f.tsv/", "m.tsv/", StringComparison.Ordinal))
                    : files.GetValueOrDefault(w, w)
            ),
        ]);

        Assert.Equal(1, result.Code);
        Assert.Contains(sentence, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFiles(folder.Root));
    }

    [Fact]
    public async Task Coords_OfMaps_PutThemWhereTheStudyHasThem_AndAreATableOfRegions()
    {
        using var folder = new TemporaryFolder();
        string table = folder.Path("regions.tsv");

        Call call = await Call.RunAsync("coords", study.Atlas, "--labels", study.Labels, "--out", table, "--json");

        Assert.Equal(("", 0), (call.Error, call.Code));
        Assert.Contains("\"kind\": \"maps\"", call.Output, StringComparison.Ordinal);
        var found = IO.Tables.LabelTable.Read(table);
        var known = IO.Tables.LabelTable.Read(study.Labels);
        Assert.Equal(known.Select(r => r.Name), found.Select(r => r.Name));
        Assert.Equal(known.Select(r => r.Network), found.Select(r => r.Network));
        for (int r = 0; r < known.Count; r++)
        {
            // Voxels of 8 mm, and a map may be cut by the edge of the brain.
            Assert.InRange(Math.Abs(known[r].Centre!.Value.X - found[r].Centre!.Value.X), 0, 12);
            Assert.InRange(Math.Abs(known[r].Centre!.Value.Y - found[r].Centre!.Value.Y), 0, 12);
            Assert.InRange(Math.Abs(known[r].Centre!.Value.Z - found[r].Centre!.Value.Z), 0, 12);
        }
    }

    [SharedFact]
    public async Task Coords_OfLabels_FollowTheHemisphere()
    {
        using var folder = new TemporaryFolder();
        string image = SharedFolder.Path("golden", "nilearn", "cut_coords", "in_labels.nii.gz");
        foreach ((string side, double x) in ((string, double)[])[("left", -15.5), ("right", 14.5)])
        {
            string table = folder.Path(side + ".tsv");

            Call call = await Call.RunAsync("coords", image, "--hemisphere", side, "--out", table);

            Assert.Equal(0, call.Code);
            Assert.Contains("places of 4 labels", call.Output, StringComparison.Ordinal);
            Assert.Equal(x, IO.Tables.LabelTable.Read(table)[0].Centre!.Value.X, 1e-4);
        }
    }

    private static string EmptyImage(TemporaryFolder folder)
    {
        string path = folder.Path("empty.nii");
        var grid = new Imaging.Grid(4, 4, 4, Imaging.Affine.Identity);
        IO.Nifti.NiftiWriter.Write(path, new Imaging.VolumeSeries("empty", grid, [new double[64]]));
        return path;
    }
}
