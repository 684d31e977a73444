using System.Text;
using Gyrus.IO.Nifti;
using Gyrus.IO.Npy;
using Gyrus.IO.Tables;
using Gyrus.IO.Tests.Nifti;

namespace Gyrus.IO.Tests;

/// <summary>
/// Files damaged at random: each is read, or refused with an InvalidDataException or an IOException that names the
/// file, without allocating more than its length allows. GYRUS_FUZZ sets the number of cases per format.
/// </summary>
public sealed class FuzzTests : IDisposable
{
    /// <summary>A header may promise what 1032-fold packing allows; the files here have at most 4 KB.</summary>
    private const long MostAllocated = 100_000_000;

    private static readonly int Cases = int.TryParse(Environment.GetEnvironmentVariable("GYRUS_FUZZ"), out int n)
        ? n
        : 400;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Nifti1()
    {
        byte[] seed = NiftiBytes.Create([4, 3, 2, 5], 4, [.. Enumerable.Range(0, 240).Select(i => (byte)i)]);
        Fuzz(seed, "a.nii", headerBytes: 352, path => NiftiImage.Open(path).ReadSeries());
    }

    [Fact]
    public void Nifti1Gzipped()
    {
        byte[] seed = NiftiBytes.Create([4, 3, 2, 5], 16, new byte[480], b => NiftiBytes.Short(b, 254, 1));
        NiftiBytes.Float(seed, 280, 1);
        NiftiBytes.Float(seed, 300, 1);
        NiftiBytes.Float(seed, 320, 1);
        Fuzz(
            seed,
            "a.nii.gz",
            headerBytes: 352,
            path => NiftiImage.Open(path).ReadSeries(),
            (bytes, random) => Damage(TemporaryFolder.Gzip(bytes), random, random.Next(3))
        );
    }

    [Fact]
    public void Nifti2()
    {
        byte[] seed = new byte[544 + 24];
        BitConverter.TryWriteBytes(seed, 540);
        "n+2\0\r\n\x1A\n"u8.CopyTo(seed.AsSpan(4));
        seed[12] = 2;
        foreach ((int at, long value) in new[] { (16, 3L), (24, 2), (32, 3), (40, 4), (168, 544) })
        {
            BitConverter.TryWriteBytes(seed.AsSpan(at), value);
        }

        Assert.Equal(24, Read(seed).Grid.Voxels);
        Fuzz(seed, "a.nii", headerBytes: 544, path => NiftiImage.Open(path).ReadSeries());

        NiftiImage Read(byte[] bytes) => NiftiImage.Open(_folder.Write("seed.nii", bytes));
    }

    [Fact]
    public void Npy()
    {
        NpyFile.Write(_folder.File("seed.npy"), new NpyArray([3, 4], new double[12]));
        Fuzz(File.ReadAllBytes(_folder.File("seed.npy")), "a.npy", headerBytes: 128, path => NpyFile.Read(path));
    }

    [Fact]
    public void Signals() =>
        Fuzz("a\tb\t\"c d\"\n1\t2.5\tn/a\n-3e-5\t\t0.25\n"u8.ToArray(), "a.tsv", 40, path => SignalsTable.Read(path));

    [Fact]
    public void Confounds() =>
        Fuzz("  0.1  -2e3 5\n 1 2 3\n"u8.ToArray(), "a.txt", 20, path => ConfoundTable.Read(path));

    [Fact]
    public void ComponentsOfConfounds() =>
        Fuzz(
            "{\"a_comp_cor_00\": {\"Mask\": \"CSF\", \"Retained\": true, \"VarianceExplained\": 0.5}}"u8.ToArray(),
            "a.json",
            80,
            path => FmriprepTable.ReadComponents(path)
        );

    [Fact]
    public void Labels() =>
        Fuzz(
            "index;name;x;y;z\n1;\"A;\"\"b\";1;2.5;-3\n2;C;n/a;n/a;n/a\n"u8.ToArray(),
            "a.csv",
            60,
            path => LabelTable.Read(path)
        );

    private void Fuzz(
        byte[] seed,
        string name,
        int headerBytes,
        Action<string> read,
        Func<byte[], Random, byte[]>? pack = null
    )
    {
        read(_folder.Write(name, pack is null ? seed : TemporaryFolder.Gzip(seed)));
        for (int @case = 0; @case < Cases; @case++)
        {
            var random = new Random(@case);
            byte[] bytes = Damage(seed, random, 1 + random.Next(6), headerBytes);
            bytes = pack?.Invoke(bytes, random) ?? bytes;
            string path = _folder.Write(name, bytes);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                read(path);
            }
            catch (Exception error) when (error is InvalidDataException or IOException)
            {
                Assert.Contains(Path.GetFileNameWithoutExtension(path), error.Message, StringComparison.Ordinal);
            }
            catch (Exception error)
            {
                Assert.Fail($"Case {@case} of {name}: {error}\n{Encoding.Latin1.GetString(bytes)}");
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostAllocated);
        }
    }

    /// <summary>Some changes of bytes, words or lengths, most of them among the first bytes.</summary>
    private static byte[] Damage(byte[] seed, Random random, int changes, int first = int.MaxValue)
    {
        byte[] special = [0, 1, 0x7F, 0x80, 0xFF, (byte)'"', (byte)'\t', (byte)'\n', (byte)',', (byte)' ', (byte)'9'];
        var bytes = new List<byte>(seed);
        for (int i = 0; i < changes && bytes.Count > 0; i++)
        {
            int at = random.Next(random.Next(5) > 0 ? Math.Min(first, bytes.Count) : bytes.Count);
            switch (random.Next(8))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2 or 3:
                    bytes[at] = special[random.Next(special.Length)];
                    break;
                case 4:
                    bytes.RemoveRange(at, Math.Min(random.Next(16), bytes.Count - at));
                    break;
                case 5:
                    bytes.Insert(at, special[random.Next(special.Length)]);
                    break;
                case 6:
                    // A field of 4 bytes set to an extreme.
                    for (int b = at & ~3; b < Math.Min((at & ~3) + 4, bytes.Count); b++)
                    {
                        bytes[b] = (byte)(random.Next(2) * 255);
                    }

                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(64), bytes.Count - at)));
                    break;
            }
        }

        return [.. bytes];
    }
}
