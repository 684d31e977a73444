using Gyrus.Imaging;
using Gyrus.Pipelines;
using Gyrus.Pipelines.Phantom;
using Gyrus.Signals;

namespace Gyrus.Tests.Pipelines;

public sealed class SignalExtractionTests
{
    private static readonly PhantomStudy Phantom = new BoldPhantom
    {
        Subjects = 2,
        Regions = 8,
        Volumes = 90,
        VoxelMillimetres = 8,
        NoisePercent = 0.2,
    }.Create();

    private static MapsAtlas Atlas => MapsAtlas.Read(Phantom.Atlas, Phantom.Regions);

    private static SubjectScan[] Scans =>
        [
            .. Phantom.Subjects.Select(s => new SubjectScan
            {
                Subject = s.Name,
                Bold = s.Bold,
                Confounds = s.Confounds,
            }),
        ];

    private static SignalExtraction Extraction =>
        new()
        {
            Cleaner = new SignalCleaner { HighPassHz = 0.01, ConfoundMissing = ConfoundMissing.FillFromNext },
            Extractor = new RegionExtractor { HighVariance = new HighVarianceConfounds { Count = 2 } },
        };

    [Fact]
    public void Extract_RecoversTheTrueSignals()
    {
        // High-variance confounds would take some of the signal away: there is little else in a phantom.
        IReadOnlyList<SubjectSignals> extracted = (Extraction with { Extractor = new() }).Extract(Scans, Atlas);

        for (int k = 0; k < 2; k++)
        {
            Matrix truth = Extraction.Cleaner.Clean(Phantom.Subjects[k].Signals).Signals.Values;
            for (int j = 0; j < 8; j++)
            {
                Assert.InRange(Correlation(truth.Column(j), extracted[k].Cleaned.Signals.Values.Column(j)), 0.85, 1);
            }
        }
    }

    [Fact]
    public void Extract_OneThreadOrTwo_GivesTheSameBits()
    {
        IReadOnlyList<SubjectSignals> one = Extraction.Extract(Scans, Atlas);
        IReadOnlyList<SubjectSignals> two = (Extraction with { Threads = 2 }).Extract(Scans, Atlas);

        Assert.Equal(one[1].Cleaned.Signals.Values.AsSpan(), two[1].Cleaned.Signals.Values.AsSpan());
    }

    [Fact]
    public void Extract_CensoredVolumes_AreLeftOut()
    {
        int[] kept = [.. Enumerable.Range(0, 90).Where(t => t is not (10 or 11 or 50))];

        SubjectSignals all = Extraction.Extract(Scans, Atlas)[0];
        SubjectSignals some = Extraction.Extract([Scans[0] with { KeptSamples = kept }], Atlas)[0];

        Assert.Equal(87, some.Cleaned.Signals.Samples);
        Assert.Equal(kept, some.Cleaned.KeptSamples);
        Assert.InRange(
            Correlation(all.Cleaned.Signals.Values.Select(kept, [0]).AsSpan(), some.Cleaned.Signals.Values.Column(0)),
            0.9,
            1
        );
    }

    [Fact]
    public void Extract_ImageConfoundsComeFirst() =>
        Assert.Equal(
            ["high_variance 1", "high_variance 2", .. Phantom.Subjects[0].Confounds.Names],
            Extraction.Extract(Scans, Atlas)[0].Confounds
        );

    [Fact]
    public void Extract_ConfoundsOfAnotherRun_AreRefusedBeforeAnythingIsRead()
    {
        SubjectScan scan = Scans[0] with { Confounds = new Confounds(new Matrix(89, 1)) };

        var error = Assert.Throws<ArgumentException>(() => Extraction.Extract([scan], Atlas));

        Assert.StartsWith(
            "sub-01: expected one confound row per volume (90), but got 89.",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Extract_TellsHowManyVolumesOfAllSubjectsAreRead()
    {
        var told = new Recorder();

        Extraction.Extract(Scans, Atlas, told);

        Assert.Equal(new WorkProgress("Extracting signals (volumes)", 0, 180), told.Values[0]);
        Assert.Equal(new WorkProgress("Extracting signals (volumes)", 180, 180), told.Values[^1]);
        Assert.Equal(told.Values.Select(v => v.Done).Order(), told.Values.Select(v => v.Done));
        Assert.True(told.Values.Count > 4);
    }

    private sealed class Recorder : IProgress<WorkProgress>
    {
        public List<WorkProgress> Values { get; } = [];

        public void Report(WorkProgress value) => Values.Add(value);
    }

    [Fact]
    public void Extract_Cancelled_Stops() =>
        Assert.ThrowsAny<OperationCanceledException>(() =>
            Extraction.Extract(Scans, Atlas, null, new CancellationToken(canceled: true))
        );

    private static double Correlation(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int t = 0; t < a.Length; t++)
        {
            ab += a[t] * b[t];
            aa += a[t] * a[t];
            bb += b[t] * b[t];
        }

        return ab / Math.Sqrt(aa * bb);
    }
}
