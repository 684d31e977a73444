using Gyrus.Imaging;
using Gyrus.Numerics;
using Gyrus.Pipelines.Phantom;
using Gyrus.Signals;

namespace Gyrus.Bench;

/// <summary>Cleaning of 1,000 volumes of 116 regions and of 10,000 voxels, and the phantom; one thread, thread CPU time.</summary>
internal static class CleaningBench
{
    private const int Volumes = 1000;
    private const int ConfoundCount = 24;

    public static void Run(string[] args)
    {
        foreach (int columns in new[] { 116, 10_000 })
        {
            RegionSignals signals = Signals(columns);
            var inputs = new CleaningInputs
            {
                Confounds = new Confounds(Noise(Volumes, ConfoundCount, 2)),
                KeptSamples = [.. Enumerable.Range(0, Volumes).Where(t => t % 23 != 7)],
            };
            var band = new SignalCleaner { HighPassHz = 0.01, LowPassHz = 0.1 };
            var cosine = new SignalCleaner { Filter = FilterKind.Cosine, HighPassHz = 0.01 };
            var filter = new ButterworthFilter
            {
                RepetitionTimeSeconds = 2,
                HighPassHz = 0.01,
                LowPassHz = 0.1,
            };
            var copy = new Matrix(Volumes, columns);
            Print("copy (the floor)", columns, () => signals.Values.AsSpan().CopyTo(copy.Values));
            Print("detrend, z-score", columns, () => new SignalCleaner().Clean(signals));
            Print("Butterworth alone", columns, () => filter.Apply(signals.Values));
            Print("band-pass, 24 confounds", columns, () => band.Clean(signals, inputs with { KeptSamples = null }));
            Print("the same, scrubbed", columns, () => band.Clean(signals, inputs));
            Print("cosine, 24 confounds", columns, () => cosine.Clean(signals, inputs with { KeptSamples = null }));
            var variance = new HighVarianceConfounds { Percent = columns < 1000 ? 20 : 2 };
            Print("high-variance confounds", columns, () => variance.Of(signals.Values));
        }

        PhantomStudy study = new BoldPhantom().Create();
        double[] volume = new double[study.Mask.Grid.Voxels];
        Print("phantom: create", 39, () => new BoldPhantom().Create());
        Print("phantom: 4 × 168 volumes", 39, () => study.Subjects.ToList().ForEach(s => Read(s.Bold, volume)));
    }

    private static void Print(string what, int columns, Action work)
    {
        double seconds = ThreadClock.LeastSeconds(work);
        Console.WriteLine($"{what, -26} {columns, 6} columns {1e3 * seconds, 10:0.000} ms");
    }

    private static void Read(IVolumeSeries series, double[] volume)
    {
        using IVolumeReader reader = series.Open();
        while (reader.ReadNext(volume)) { }
    }

    private static RegionSignals Signals(int columns) =>
        new("bench", Noise(Volumes, columns, 1), [.. Enumerable.Range(1, columns).Select(i => new Region(i, $"R{i}"))])
        {
            RepetitionTimeSeconds = 2,
        };

    private static Matrix Noise(int rows, int columns, ulong seed)
    {
        var rng = new Rng(seed);
        return Matrix.Create(rows, columns, (_, _) => 100 + rng.NextNormal());
    }
}
