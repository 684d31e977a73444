using Gyrus.Imaging;
using Gyrus.IO.Caching;
using Gyrus.IO.Nifti;
using Gyrus.Pipelines;
using Gyrus.Signals;

namespace Gyrus.IO.Tests.Caching;

/// <summary>Signals that come from the cache are those that an extraction would give.</summary>
public sealed class ExtractionCacheTests : IDisposable
{
    private static readonly Grid Grid = new(6, 5, 4, new Affine([3, 0, 0, -9, 0, 3, 0, -6, 0, 0, 3, 0]));
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Extract_Again_IsTheSameToTheBit(bool highVariance)
    {
        SubjectScan[] scans = [Scan("one.nii", 1), Scan("two.nii", 2)];
        SignalExtraction plain = Extraction(highVariance);
        ExtractionCache first = Cache();
        ExtractionCache second = Cache();

        IReadOnlyList<SubjectSignals> none = plain.Extract(scans, Atlas());
        IReadOnlyList<SubjectSignals> made = (plain with { Memory = first }).Extract(scans, Atlas());
        IReadOnlyList<SubjectSignals> recalled = (plain with { Memory = second }).Extract(scans, Atlas());

        Assert.Equal((0, 2), first.Use);
        Assert.Equal((2, 2), second.Use);
        RequireEqual(none, made);
        RequireEqual(none, recalled);
    }

    [Fact]
    public void Extract_WithOtherCleaning_ComesFromTheCache()
    {
        SubjectScan[] scans = [Scan("one.nii", 1)];
        SignalExtraction plain = Extraction(true);
        (plain with { Memory = Cache() }).Extract(scans, Atlas());
        SignalExtraction other = plain with { Cleaner = plain.Cleaner with { Detrend = false } };
        ExtractionCache cache = Cache();

        RequireEqual(other.Extract(scans, Atlas()), (other with { Memory = cache }).Extract(scans, Atlas()));
        Assert.Equal((1, 1), cache.Use);
    }

    [Fact]
    public void Extract_OtherContentUnderTheSameName_IsExtractedAnew()
    {
        SignalExtraction plain = Extraction(false);
        (plain with { Memory = Cache() }).Extract([Scan("one.nii", 1)], Atlas());
        SubjectScan changed = Scan("one.nii", 2);
        ExtractionCache cache = Cache();

        RequireEqual(plain.Extract([changed], Atlas()), (plain with { Memory = cache }).Extract([changed], Atlas()));
        Assert.Equal((0, 1), cache.Use);
    }

    /// <summary>The warnings name the file at hand, not the one that was read when the entry was made.</summary>
    [Fact]
    public void Extract_SameContentUnderAnotherName_HasItsOwnNameInTheWarnings()
    {
        SignalExtraction plain = Extraction(false);
        SubjectScan nan = Scan("with-nan.nii", 1, nan: true);
        (plain with { Memory = Cache() }).Extract([nan], Atlas());
        File.Copy(_folder.File("with-nan.nii"), _folder.File("renamed.nii"));
        SubjectScan renamed = new() { Subject = "other", Bold = NiftiImage.Open(_folder.File("renamed.nii")) };
        ExtractionCache cache = Cache();

        IReadOnlyList<SubjectSignals> recalled = (plain with { Memory = cache }).Extract([renamed], Atlas("moved.nii"));

        Assert.Equal((1, 1), cache.Use);
        Assert.NotEmpty(recalled[0].Warnings);
        RequireEqual(plain.Extract([renamed], Atlas("moved.nii")), recalled);
        Assert.DoesNotContain(recalled[0].Warnings, w => w.Contains("with-nan", StringComparison.Ordinal));
    }

    [Fact]
    public void Extract_DamagedEntry_IsComputedAgainWithANote()
    {
        SubjectScan[] scans = [Scan("one.nii", 1)];
        SignalExtraction plain = Extraction(true);
        (plain with { Memory = Cache() }).Extract(scans, Atlas());
        string entry = Directory.GetFiles(_folder.File("cache")).Single();
        byte[] bytes = File.ReadAllBytes(entry);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(entry, bytes);
        ExtractionCache cache = Cache();

        RequireEqual(plain.Extract(scans, Atlas()), (plain with { Memory = cache }).Extract(scans, Atlas()));

        Assert.Contains("damaged and are computed again", Assert.Single(cache.Notes), StringComparison.Ordinal);
        ExtractionCache after = Cache();
        (plain with { Memory = after }).Extract(scans, Atlas());
        Assert.Equal((1, 1), after.Use);
    }

    /// <summary>The checksum fits but the content is of another program: not believed either.</summary>
    [Fact]
    public void Extract_EntryOfAnotherKind_IsComputedAgain()
    {
        SubjectScan[] scans = [Scan("one.nii", 1)];
        SignalExtraction plain = Extraction(false);
        (plain with { Memory = Cache() }).Extract(scans, Atlas());
        string entry = Path.GetFileNameWithoutExtension(Directory.GetFiles(_folder.File("cache")).Single());
        new CacheFolder(_folder.File("cache")).Write(entry, [255, 255, 255, 127, 1, 2, 3]);
        ExtractionCache cache = Cache();

        RequireEqual(plain.Extract(scans, Atlas()), (plain with { Memory = cache }).Extract(scans, Atlas()));
        Assert.Single(cache.Notes);
    }

    /// <summary>Signals of a new content must not be found under the hash of the old one.</summary>
    [Fact]
    public void Remember_FileChangedSinceItWasHashed_IsNotKept()
    {
        Scan("one.nii", 1);
        var hashes = new HashedFiles();
        hashes.Of(_folder.File("one.nii"));
        SubjectScan changed = Scan("one.nii", 2);
        File.SetLastWriteTimeUtc(_folder.File("one.nii"), DateTime.UtcNow.AddMinutes(1));
        var cache = new ExtractionCache(new CacheFolder(_folder.File("cache")), hashes, Files);

        (Extraction(false) with { Memory = cache }).Extract([changed], Atlas());

        Assert.Equal((0, 1), cache.Use);
        Assert.False(Directory.Exists(_folder.File("cache")));
    }

    [Fact]
    public void Extract_CacheThatCannotBeWritten_IsANoteAndNoMore()
    {
        string file = _folder.Write("not-a-folder", "x");
        var cache = new ExtractionCache(new CacheFolder(Path.Combine(file, "cache")), new HashedFiles(), Files);
        SubjectScan[] scans = [Scan("one.nii", 1)];
        SignalExtraction plain = Extraction(false);

        RequireEqual(plain.Extract(scans, Atlas()), (plain with { Memory = cache }).Extract(scans, Atlas()));
        cache.Trim();

        Assert.NotEmpty(cache.Notes);
    }

    private ExtractionCache Cache() => new(new CacheFolder(_folder.File("cache")), new HashedFiles(), Files);

    private static IReadOnlyList<string> Files(SubjectScan scan) => ((NiftiImage)scan.Bold).Files;

    private SubjectScan Scan(string name, ulong seed, bool nan = false)
    {
        var rng = new Numerics.Rng(seed);
        double[][] volumes =
        [
            .. Enumerable
                .Range(0, 20)
                .Select(_ => Enumerable.Range(0, Grid.Voxels).Select(_ => 100 + rng.NextNormal()).ToArray()),
        ];
        volumes[3][50] = nan ? double.NaN : volumes[3][50];
        NiftiWriter.Write(
            _folder.File(name),
            new VolumeSeries(name, Grid, [.. volumes]),
            new NiftiWriteOptions { RepetitionTimeSeconds = 2 }
        );
        return new SubjectScan { Subject = name, Bold = NiftiImage.Open(_folder.File(name)) };
    }

    private static LabelsAtlas Atlas(string name = "atlas.nii") =>
        LabelsAtlas.Create(
            name,
            new Volume(Grid with { I = 7 }, [.. Enumerable.Range(0, 140).Select(v => (double)(v / 30))]),
            [
                new Region(1, "one") { Network = "net" },
                new Region(2, "two"),
                new Region(3, "three"),
                new Region(9, "none"),
            ]
        );

    private static SignalExtraction Extraction(bool highVariance) =>
        new()
        {
            Threads = 2,
            Extractor = new RegionExtractor
            {
                Target = ResamplingTarget.Atlas,
                HighVariance = highVariance ? new HighVarianceConfounds { Count = 2, Percent = 20 } : null,
            },
            Cleaner = new SignalCleaner { HighPassHz = 0.01 },
        };

    private static void RequireEqual(IReadOnlyList<SubjectSignals> expected, IReadOnlyList<SubjectSignals> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (int k = 0; k < expected.Count; k++)
        {
            RegionSignals signals = expected[k].Cleaned.Signals;
            Assert.Equal(signals.Values.AsSpan(), actual[k].Cleaned.Signals.Values.AsSpan());
            Assert.Equal(signals.Regions, actual[k].Cleaned.Signals.Regions);
            Assert.Equal(signals.Subject, actual[k].Cleaned.Signals.Subject);
            Assert.Equal(signals.RepetitionTimeSeconds, actual[k].Cleaned.Signals.RepetitionTimeSeconds);
            Assert.Equal(expected[k].Confounds, actual[k].Confounds);
            Assert.Equal(expected[k].Warnings, actual[k].Warnings);
        }
    }
}
