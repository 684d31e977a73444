using System.IO.Compression;

namespace Gyrus.Cli.Tests;

/// <summary>Every kind of bad input: exit code 1, one sentence that says what to do, nothing written.</summary>
public sealed class BadInputTests(SmallStudy study) : IClassFixture<SmallStudy>
{
    [Fact]
    public async Task ConfoundRowsThatAreNotTheVolumes() =>
        await RefusedAsync(
            "expected one confound row per volume (60), but got 59",
            folder =>
            {
                string[] lines = File.ReadAllLines(study.Confounds[0]);
                string table = folder.Write("short.tsv", string.Join('\n', lines.Take(60)) + "\n");
                return ["signals", study.Bold[0], "--atlas", study.Atlas, "--confounds", table];
            }
        );

    [Fact]
    public async Task NanInTheMiddleOfAConfound() =>
        await RefusedAsync(
            "trans_x",
            folder =>
            {
                string[] lines = File.ReadAllLines(study.Confounds[0]);
                int column = Array.IndexOf(lines[0].Split('\t'), "trans_x");
                string[] cells = lines[30].Split('\t');
                cells[column] = "n/a";
                lines[30] = string.Join('\t', cells);
                string table = folder.Write("nan.tsv", string.Join('\n', lines) + "\n");
                return ["signals", study.Bold[0], "--atlas", study.Atlas, "--confounds", table];
            }
        );

    [Fact]
    public async Task AtlasAndImageThatDoNotOverlap() =>
        await RefusedAsync(
            "Check that both are in one space.",
            folder =>
            {
                string far = folder.Path("far.nii.gz");
                ShiftOrigin(study.Atlas, far, 5000);
                return ["signals", study.Bold[0], "--atlas", far];
            }
        );

    [Fact]
    public async Task RepetitionTimeMissingWhenFiltering() =>
        await RefusedAsync(
            "--tr SECONDS",
            folder =>
            {
                string image = folder.Path("sub-01_bold.nii.gz");
                Patch(study.Bold[0], image, 92, BitConverter.GetBytes(0f)); // pixdim[4]
                return ["signals", image, "--atlas", study.Atlas];
            }
        );

    [Fact]
    public async Task TwoRegionsWithOneName() =>
        await RefusedAsync(
            "'a'",
            folder => ["connectome", folder.Write("sub-01.tsv", "a\tb\ta\n1\t2\t3\n2\t1\t5\n4\t4\t1\n")]
        );

    [Fact]
    public async Task DeadRegion() =>
        await RefusedAsync(
            "--dead-regions drop",
            folder =>
                ["connectome", folder.Write("sub-01.tsv", Table("a\tb\tc", t => $"{Noise(t)}\t7\t{Noise(t + 99)}"))]
        );

    [Fact]
    public async Task SubjectsWithOtherRegions() =>
        await RefusedAsync(
            "--regions common",
            folder =>
                [
                    "connectome",
                    folder.Write("sub-01.tsv", Table("a\tb", t => $"{Noise(t)}\t{Noise(t + 50)}")),
                    folder.Write("sub-02.tsv", Table("a\tc", t => $"{Noise(t)}\t{Noise(t + 50)}")),
                ]
        );

    [Fact]
    public async Task OneRegion_HasNoPenaltyToChoose() =>
        await RefusedAsync(
            "at least two regions",
            folder => ["connectome", folder.Write("sub-01.tsv", Table("a", t => Noise(t)))]
        );

    [Fact]
    public async Task NegativeAlpha() =>
        await RefusedAsync(
            "--alpha must be a finite number of at least 0, but was -1.",
            _ => ["connectome", study.Signals[0], "--alpha", "-1"]
        );

    [Fact]
    public async Task TextFileCalledImage() =>
        await RefusedAsync(
            "text.nii.gz",
            folder => ["signals", folder.Write("text.nii.gz", new string('x', 5000)), "--atlas", study.Atlas]
        );

    [Fact]
    public async Task TruncatedGzip() =>
        await RefusedAsync(
            "cut.nii.gz",
            folder =>
            {
                byte[] bytes = File.ReadAllBytes(study.Bold[0]);
                File.WriteAllBytes(folder.Path("cut.nii.gz"), bytes[..(bytes.Length / 2)]);
                return ["signals", folder.Path("cut.nii.gz"), "--atlas", study.Atlas];
            }
        );

    [Fact]
    public async Task HeaderThatPromisesMoreThanTheFileHolds() =>
        await RefusedAsync(
            "big.nii",
            folder =>
            {
                string image = folder.Path("big.nii");
                Patch(study.Bold[0], image, 48, BitConverter.GetBytes((short)30000), pack: false); // dim[4]
                return ["signals", image, "--atlas", study.Atlas];
            }
        );

    [Fact]
    public async Task ImageThatIsNotThere() =>
        await RefusedAsync("nowhere.nii.gz", _ => ["signals", "nowhere.nii.gz", "--atlas", study.Atlas]);

    [Fact]
    public async Task NoAtlas() => await RefusedAsync("--atlas", _ => ["signals", study.Bold[0]]);

    [Fact]
    public async Task ImagesAndTablesTogether() =>
        await RefusedAsync("images only or tables only", _ => ["connectome", study.Bold[0], study.Signals[0]]);

    [Fact]
    public async Task FewerConfoundTablesThanImages() =>
        await RefusedAsync(
            "one table per image (3), but got 1",
            _ => ["signals", .. study.Bold, "--atlas", study.Atlas, "--confounds", study.Confounds[0]]
        );

    [Fact]
    public async Task FolderWithoutAConnectome() =>
        await RefusedAsync("connectome.json", folder => ["report", folder.Root]);

    [Fact]
    public async Task DecimalComma_IsNoThousandsSeparator() =>
        await RefusedAsync(
            "--tr: expected a number such as 0.01, but got '2,5'.",
            _ => ["signals", study.Bold[0], "--atlas", study.Atlas, "--tr", "2,5"]
        );

    [Fact]
    public async Task MoreFoldsThanSamplesAllow_NamesTheSubject() =>
        await RefusedAsync(
            "sub-01: 100 folds need at least 200 samples",
            _ => ["connectome", .. study.Signals, "--folds", "100"]
        );

    [Fact]
    public async Task NumberThatIsNotWhole() =>
        await RefusedAsync(
            "--folds: expected a whole number, but got '2.5'.",
            _ => ["connectome", study.Signals[0], "--folds", "2.5"]
        );

    [Fact]
    public async Task MisspeltOption_IsNotTakenForAFile() =>
        await RefusedAsync(
            "'--low-pas' is no option of this command.",
            _ => ["signals", study.Bold[0], "--atlas", study.Atlas, "--low-pas", "0.1"]
        );

    [Fact]
    public async Task PatternThatFitsNoFile() =>
        await RefusedAsync("no file fits this pattern", _ => ["signals", "sub-*_nope.nii.gz", "--atlas", study.Atlas]);

    [Fact]
    public async Task ImageAndAtlasInterchanged() =>
        await RefusedAsync(
            "Were image and atlas interchanged?",
            folder =>
            {
                string volume = folder.Path("one.nii.gz");
                Patch(study.Atlas, volume, 48, BitConverter.GetBytes((short)1)); // dim[4]
                return ["signals", volume, "--atlas", study.Bold[0]];
            }
        );

    [Theory]
    [InlineData("--high-pass (0.3) must be below", "--high-pass", "0.3")]
    [InlineData("must be below --low-pass (0.005)", "--low-pass", "0.005")]
    [InlineData("--smoothing-fwhm must be", "--smoothing-fwhm", "-3")]
    [InlineData("--high-variance-confounds must be", "--high-variance-confounds", "-3")]
    public async Task OptionOutOfItsRange_IsNamedAsTheCommandLineNamesIt(
        string sentence,
        string option,
        string value
    ) => await RefusedAsync(sentence, _ => ["signals", study.Bold[0], "--atlas", study.Atlas, option, value]);

    [Theory]
    [InlineData("120%")]
    [InlineData("abc")]
    [InlineData("-1")]
    public async Task EdgeThresholdThatIsNone(string threshold) =>
        await RefusedAsync(
            "a percentile such as 80% or a number",
            _ => ["connectome", study.Signals[0], "--edge-threshold", threshold]
        );

    [Fact]
    public async Task TwoLabelColumns_NamesTheOption() =>
        await RefusedAsync(
            "Say which: --label-column \"\" or \"index\".",
            folder =>
            {
                string table = folder.Write("odd.tsv", "\tindex\tname\n1\t9\ta\n2\t8\tb\n");
                return ["signals", study.Bold[0], "--atlas", study.Atlas, "--labels", table];
            }
        );

    [Fact]
    public async Task OutputThatIsAFile_IsRefusedBeforeAnythingIsComputed()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("taken", "x");

        Call answer = await Call.RunAsync("connectome", study.Signals[0], "--out", Path.Combine(file, "below"));

        Assert.Equal(1, answer.Code);
        Assert.Contains(
            $"--out: expected a folder to write, but {file} is a file.",
            answer.Error,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("cross-validation", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JsonIsReadableWhenTheCallFails()
    {
        Call answer = await Call.RunAsync("signals", "nowhere.nii", "--atlas", study.Atlas, "--json");

        Assert.Equal(1, answer.Code);
        using var json = System.Text.Json.JsonDocument.Parse(answer.Output);
        Assert.Contains("nowhere.nii", json.RootElement.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    /// <summary>Calls, and checks the code, the sentence, that no stack trace shows and that nothing was written.</summary>
    private static async Task RefusedAsync(string sentence, Func<TemporaryFolder, string[]> arguments)
    {
        using var folder = new TemporaryFolder();
        string[] call = arguments(folder);
        string output = folder.Path("out");
        bool hasFolder = call[0] is "signals" or "connectome";

        Call answer = await Call.RunAsync(hasFolder ? [.. call, "--out", output, "--quiet"] : call);

        Assert.Equal(1, answer.Code);
        Assert.Contains(sentence, answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter '", answer.Error, StringComparison.Ordinal);
        Assert.Empty(answer.Output);
        Assert.False(Directory.Exists(output) && Directory.EnumerateFileSystemEntries(output).Any());
    }

    private static string Table(string header, Func<int, string> row) =>
        header + "\n" + string.Concat(Enumerable.Range(0, 40).Select(t => row(t) + "\n"));

    private static string Noise(int t) =>
        FormattableString.Invariant($"{Math.Sin(t * t * 12.9898) * 43758.5453 % 1:R}");

    private static void ShiftOrigin(string from, string to, float millimetres) =>
        Patch(
            from,
            to,
            292, // srow_x[3]; the qform's offset is at 268
            BitConverter.GetBytes(millimetres)
        );

    /// <summary>Copies an image with some bytes of its header changed.</summary>
    private static void Patch(string from, string to, int offset, byte[] bytes, bool pack = true)
    {
        using var unpacked = new MemoryStream();
        using (var gzip = new GZipStream(File.OpenRead(from), CompressionMode.Decompress))
        {
            gzip.CopyTo(unpacked);
        }

        byte[] image = unpacked.ToArray();
        bytes.CopyTo(image, offset);
        using Stream target = pack ? new GZipStream(File.Create(to), CompressionLevel.Fastest) : File.Create(to);
        target.Write(image);
    }
}
