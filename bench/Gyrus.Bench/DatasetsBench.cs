using System.Diagnostics;
using System.Runtime.InteropServices;
using Gyrus.Imaging;
using Gyrus.IO;
using Gyrus.IO.Bids;
using Gyrus.IO.Caching;
using Gyrus.IO.Nifti;
using Gyrus.IO.Tables;
using Gyrus.Pipelines;
using Gyrus.Pipelines.Phantom;
using Gyrus.Remote.Datasets;
using Gyrus.Remote.Transfer;
using Gyrus.Signals;
using Gyrus.Testing;

namespace Gyrus.Bench;

/// <summary>Two questions: what does a careful download cost beside a plain copy, and what does the cache save?</summary>
internal static class DatasetsBench
{
    public static void Run(string[] args)
    {
        Console.WriteLine(
            $"{RuntimeInformation.FrameworkDescription}; seconds of CPU of the process (wall), least of 3"
        );
        string folder = Directory.CreateTempSubdirectory("gyrus-bench-").FullName;
        try
        {
            FetchAsync(folder).GetAwaiter().GetResult();
            Cache(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The server runs in the same process, so its CPU time is in the figure.</summary>
    private static async Task FetchAsync(string folder)
    {
        byte[] content = new byte[200_000_000];
        ((byte[])[0x1F, 0x8B, 8]).CopyTo(content, 0);
        string source = Path.Combine(folder, "source");
        await File.WriteAllBytesAsync(source, content);
        await using var server = new FaultyServer();
        Uri address = server.Serve("image", content);
        string set = Path.Combine(folder, "set");
        await Say(
            "copy a file of 200 MB",
            content.Length,
            () =>
            {
                File.Copy(source, Path.Combine(folder, "copy"), overwrite: true);
                return Task.CompletedTask;
            }
        );
        await Say(
            "hash it",
            content.Length,
            () =>
            {
                SourceFiles.Of([source]);
                return Task.CompletedTask;
            }
        );
        await Say(
            "fetch it over the loopback, hash and record",
            content.Length,
            async () =>
            {
                if (Directory.Exists(set))
                {
                    Directory.Delete(set, recursive: true);
                }

                using var store = new DataStore(folder);
                using DataFolder data = await DataFolder.OpenAsync(store, "set", default);
                await store.GetAsync(data, [new RemoteFile("image", address, FileContent.Gzip)], default);
            }
        );
    }

    private static void Cache(string folder)
    {
        PhantomDataset data = PhantomDataset.Write(
            new BoldPhantom { Subjects = 2, VoxelMillimetres = 3.4 }.Create(),
            Path.Combine(folder, "study"),
            threads: 2
        );
        var atlas = MapsAtlas.Read(NiftiImage.Open(data.Atlas), LabelTable.Read(data.Regions));
        SubjectScan[] scans =
        [
            .. data.Bold.Select(
                (path, k) =>
                    new SubjectScan
                    {
                        Subject = $"sub-{k}",
                        Bold = NiftiImage.Open(path),
                        Confounds = ConfoundTable.Select(
                            ConfoundTable.Read(data.Confounds[k]),
                            ["trans_x", "trans_y", "trans_z", "csf", "white_matter"]
                        ),
                    }
            ),
        ];
        long bytes = data.Bold.Sum(path => new FileInfo(path).Length);
        Console.WriteLine(
            $"2 images of {scans[0].Bold.Grid} × {scans[0].Bold.Count}, {bytes / 1e6:0.0} MB packed, 39 maps"
        );
        var plain = new SignalExtraction
        {
            Threads = 2,
            Extractor = new RegionExtractor
            {
                Target = ResamplingTarget.Atlas,
                HighVariance = new HighVarianceConfounds(),
            },
            Cleaner = new SignalCleaner { HighPassHz = 0.01 },
        };
        var entries = new CacheFolder(Path.Combine(folder, "cache"));
        ExtractionCache Open() => new(entries, new HashedFiles(), scan => ((NiftiImage)scan.Bold).Files);
        Say(
                "signals without a cache, inputs hashed",
                bytes,
                () =>
                {
                    new HashedFiles().Of(data.Bold, 2);
                    plain.Extract(scans, atlas);
                    return Task.CompletedTask;
                }
            )
            .Wait();
        Say(
                "signals, cache empty",
                bytes,
                () =>
                {
                    entries.Clear();
                    (plain with { Memory = Open() }).Extract(scans, atlas);
                    return Task.CompletedTask;
                }
            )
            .Wait();
        Say(
                "signals from the cache",
                bytes,
                () =>
                {
                    (plain with { Memory = Open() }).Extract(scans, atlas);
                    return Task.CompletedTask;
                }
            )
            .Wait();
    }

    private static async Task Say(string what, long bytes, Func<Task> work)
    {
        (double cpu, double wall) = (double.PositiveInfinity, double.PositiveInfinity);
        for (int round = 0; round < 3; round++)
        {
            TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
            var watch = Stopwatch.StartNew();
            await work();
            wall = Math.Min(wall, watch.Elapsed.TotalSeconds);
            cpu = Math.Min(cpu, (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds);
        }

        Console.WriteLine(
            FormattableString.Invariant($"{what, -45} {cpu:0.000} s ({wall:0.000}), {bytes / 1e6 / cpu:0} MB/s of CPU")
        );
    }
}
