using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.InteropServices;
using Gyrus.Imaging;
using Gyrus.IO;
using Gyrus.IO.Nifti;

namespace Gyrus.Bench;

/// <summary>
/// What reading an image costs over unpacking it: 50 × 59 × 50 × 168 volumes as in the connectome example, against
/// GZipStream to nowhere; and what the conversion kernels take per number.
/// </summary>
internal static class NiftiBench
{
    private const int Volumes = 168;
    private const int Runs = 11;
    private static readonly Grid Grid = new(50, 59, 50, new Affine([-4, 0, 0, 96, 0, 4, 0, -132, 0, 0, 4, -78]));

    public static void Run(string[] args)
    {
        string folder = Directory.CreateTempSubdirectory("gyrus-bench-").FullName;
        try
        {
            Console.WriteLine($"{RuntimeInformation.FrameworkDescription}, {Runs} runs, minima");
            Kernels();
            foreach (NiftiDataType type in new[] { NiftiDataType.Float32, NiftiDataType.Int16 })
            {
                string path = Path.Combine(folder, $"{type}.nii.gz");
                NiftiWriter.Write(
                    path,
                    BoldLike(),
                    new NiftiWriteOptions
                    {
                        DataType = type,
                        RepetitionTimeSeconds = 2,
                        Compression = CompressionLevel.Optimal,
                    }
                );
                Images(type, path);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Images(NiftiDataType type, string path)
    {
        byte[] packed = File.ReadAllBytes(path);
        using var whole = new MemoryStream();
        using (var unpacker = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress))
        {
            unpacker.CopyTo(whole);
        }

        string plain = path[..^3];
        File.WriteAllBytes(plain, whole.ToArray());
        Console.WriteLine($"\n{type}: {whole.Length / 1e6:0.0} MB, packed {packed.Length / 1e6:0.0} MB");
        Measured bare = Measure(() => Unpack(path));
        Report("GZipStream to nowhere", bare, bare);
        Report("NiftiImage, one thread", Measure(() => Pass(path, ahead: false, work: 0)), bare);
        Report("NiftiImage, unpacking ahead", Measure(() => Pass(path, ahead: true, work: 0)), bare);
        Report(".nii, not packed", Measure(() => Pass(plain, ahead: false, work: 0)), bare);
        Report("one thread, and work on each volume", Measure(() => Pass(path, ahead: false, work: 8)), bare);
        Report("unpacking ahead, and the same work", Measure(() => Pass(path, ahead: true, work: 8)), bare);
    }

    private static void Unpack(string path)
    {
        using var stream = new GZipStream(
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0),
            CompressionMode.Decompress
        );
        byte[] block = new byte[256 * 1024];
        while (stream.Read(block) > 0) { }
    }

    private static void Pass(string path, bool ahead, int work)
    {
        NiftiImage image = NiftiImage.Open(path, new NiftiReadOptions { UnpacksAhead = ahead });
        double[] volume = new double[image.Grid.Voxels];
        using IVolumeReader reader = image.Open();
        while (reader.ReadNext(volume))
        {
            for (int i = 0; i < work; i++)
            {
                System.Numerics.Tensors.TensorPrimitives.Multiply(volume, 1.0000001, volume);
            }
        }
    }

    /// <summary>Nanoseconds per number, in a block that stays in the cache, as the reader does it.</summary>
    private static void Kernels()
    {
        const int Numbers = 32 * 1024;
        byte[] raw = new byte[Numbers * 8];
        double[] result = new double[Numbers];
        foreach (
            StoredNumber type in new[]
            {
                StoredNumber.UInt8,
                StoredNumber.Int8,
                StoredNumber.Int16,
                StoredNumber.UInt16,
                StoredNumber.Int32,
                StoredNumber.Float32,
                StoredNumber.Float64,
            }
        )
        {
            byte[] part = raw[..(Numbers * NumberConversion.Size(type))];
            double scalar = ThreadClock.LeastSeconds(() => Scalar(type, part, result)) * 1e9 / Numbers;
            double ours = ThreadClock.LeastSeconds(() => NumberConversion.ToDouble(type, part, result)) * 1e9 / Numbers;
            Console.WriteLine($"{type, -8} plain loop {scalar:0.000} ns, ours {ours:0.000} ns");
        }
    }

    private static void Scalar(StoredNumber type, byte[] raw, double[] result)
    {
        switch (type)
        {
            case StoredNumber.UInt8:
                Loop<byte>(raw, result);
                break;
            case StoredNumber.Int8:
                Loop<sbyte>(raw, result);
                break;
            case StoredNumber.Int16:
                Loop<short>(raw, result);
                break;
            case StoredNumber.UInt16:
                Loop<ushort>(raw, result);
                break;
            case StoredNumber.Int32:
                Loop<int>(raw, result);
                break;
            case StoredNumber.Float32:
                Loop<float>(raw, result);
                break;
            default:
                Loop<double>(raw, result);
                break;
        }
    }

    private static void Loop<T>(byte[] raw, double[] result)
        where T : struct, System.Numerics.INumberBase<T>
    {
        ReadOnlySpan<T> values = MemoryMarshal.Cast<byte, T>(raw);
        for (int i = 0; i < values.Length; i++)
        {
            result[i] = double.CreateTruncating(values[i]);
        }
    }

    private static void Report(string what, Measured measured, Measured bare) =>
        Console.WriteLine(
            $"{what, -38} wall {measured.Wall, 6:0} ms ({measured.Wall / bare.Wall:0.00}×)   CPU {measured.Cpu, 6:0} ms ({measured.Cpu / bare.Cpu:0.00}×)"
        );

    /// <summary>The least wall and process CPU time of some runs, in ms.</summary>
    private static Measured Measure(Action action)
    {
        action();
        var least = new Measured(double.PositiveInfinity, double.PositiveInfinity);
        for (int run = 0; run < Runs; run++)
        {
            TimeSpan cpu = Environment.CpuUsage.TotalTime;
            long start = Stopwatch.GetTimestamp();
            action();
            double wall = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            double used = (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds;
            least = new Measured(Math.Min(least.Wall, wall), Math.Min(least.Cpu, used));
        }

        return least;
    }

    /// <summary>A quarter of the voxels in a ball, noise about a mean there, 0 elsewhere: packs like a masked recording.</summary>
    private static VolumeSeries BoldLike()
    {
        var random = new Random(1);
        return new VolumeSeries(
            "BOLD-like",
            Grid,
            Enumerable
                .Range(0, Volumes)
                .Select(_ =>
                {
                    double[] volume = new double[Grid.Voxels];
                    for (int voxel = 0; voxel < volume.Length; voxel++)
                    {
                        (int rest, int i) = Math.DivRem(voxel, Grid.I);
                        (int k, int j) = Math.DivRem(rest, Grid.J);
                        double x = (i - 25) / 20.0;
                        double y = (j - 29) / 24.0;
                        double z = (k - 25) / 19.0;
                        volume[voxel] =
                            (x * x) + (y * y) + (z * z) < 1 ? 1000 + Math.Round(random.NextDouble() * 200, 4) : 0;
                    }

                    return volume;
                })
        );
    }

    private readonly record struct Measured(double Wall, double Cpu);
}
