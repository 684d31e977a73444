using Gyrus.Imaging;
using Gyrus.IO.Nifti;

namespace Gyrus.IO.Tests.Nifti;

public sealed class NiftiImageTests : IDisposable
{
    private const short UInt8 = 2;
    private const short Int16 = 4;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_LabelsAbove127_DoNotWrap()
    {
        byte[] labels = [0, 127, 128, 200, 255, 1];

        Volume volume = NiftiImage
            .Open(_folder.Write("l.nii", NiftiBytes.Create([3, 2, 1], UInt8, labels)))
            .ReadVolume();

        Assert.Equal([0, 127, 128, 200, 255, 1], volume.Values.ToArray());
    }

    [Theory]
    [InlineData(0f, 5f, 3)]
    [InlineData(float.NaN, 5f, 3)]
    [InlineData(float.PositiveInfinity, 5f, 3)]
    [InlineData(2f, 5f, 11)]
    [InlineData(-2f, 0f, -6)]
    public void Read_SlopeThatIsZeroOrNotFinite_LeavesTheDataAlone(float slope, float intercept, double expected)
    {
        byte[] bytes = NiftiBytes.Create(
            [1, 1, 1],
            UInt8,
            [3],
            b =>
            {
                NiftiBytes.Float(b, 112, slope);
                NiftiBytes.Float(b, 116, intercept);
            }
        );

        Assert.Equal(expected, NiftiImage.Open(_folder.Write("s.nii", bytes)).ReadVolume().Values[0]);
    }

    [Theory]
    [InlineData(8, 2f, 2.0)]
    [InlineData(10, 2f, 2.0)]
    [InlineData(0, 2f, 2.0)]
    [InlineData(16, 2500f, 2.5)]
    [InlineData(24, 2500000f, 2.5)]
    [InlineData(8, 0f, null)]
    [InlineData(8, -1f, null)]
    [InlineData(8, float.NaN, null)]
    [InlineData(32, 2f, null)]
    public void RepetitionTime_IsInSeconds(byte units, float step, double? expected)
    {
        byte[] bytes = NiftiBytes.Create(
            [1, 1, 1, 2],
            UInt8,
            [3, 4],
            b =>
            {
                b[123] = units;
                NiftiBytes.Float(b, 92, step);
            }
        );

        double? seconds = NiftiImage.Open(_folder.Write("t.nii", bytes)).RepetitionTimeSeconds;

        Assert.Equal(expected is null, seconds is null);
        Assert.Equal(expected ?? 0, seconds ?? 0, 1e-12);
    }

    [Theory]
    [InlineData(new short[] { 2 }, 1)]
    [InlineData(new short[] { 2, 1 }, 1)]
    [InlineData(new short[] { 2, 1, 1, 1 }, 1)]
    [InlineData(new short[] { 2, 1, 1, 3, 1, 1, 1 }, 3)]
    [InlineData(new short[] { 2, 1, 1, 1, 3 }, 3)]
    public void Open_AxesOfLengthOne_AreDropped(short[] dimensions, int volumes)
    {
        NiftiImage image = NiftiImage.Open(_folder.Write("d.nii", NiftiBytes.Create(dimensions, UInt8, new byte[6])));

        Assert.Equal((2, volumes), (image.Grid.Voxels, image.Count));
    }

    [Theory]
    [InlineData("a.hdr", "a.img")]
    [InlineData("a.hdr.gz", "a.img.gz")]
    [InlineData("a.hdr", "a.img.gz")]
    [InlineData("a.HDR", "a.IMG")]
    public void Open_EitherFileOfAPair(string header, string data)
    {
        byte[] all = NiftiBytes.Create(
            [2, 1, 1],
            UInt8,
            [5, 6],
            b =>
            {
                "ni1\0"u8.CopyTo(b.AsSpan(344));
                NiftiBytes.Float(b, 108, 0);
            }
        );
        string first = _folder.Write(header, Packed(header, all.AsSpan(0, 352)));
        string second = _folder.Write(data, Packed(data, all.AsSpan(352)));

        Assert.Equal([5, 6], NiftiImage.Open(first).ReadVolume().Values.ToArray());
        Assert.Equal([5, 6], NiftiImage.Open(second).ReadVolume().Values.ToArray());
    }

    [Fact]
    public void Open_GzipCalledNii_AndNiiCalledGz_AreReadByTheirBytes()
    {
        byte[] bytes = NiftiBytes.Create([1, 1, 1], UInt8, [7]);

        Assert.Equal(7, NiftiImage.Open(_folder.Write("a.nii", TemporaryFolder.Gzip(bytes))).ReadVolume().Values[0]);
        Assert.Equal(7, NiftiImage.Open(_folder.Write("b.nii.gz", bytes)).ReadVolume().Values[0]);
    }

    [Fact]
    public void Open_ExtensionsBeforeTheData_AreSkipped()
    {
        byte[] data = new byte[2816 - 352 + 1];
        data[^1] = 9;
        byte[] bytes = NiftiBytes.Create([1, 1, 1], UInt8, data, b => NiftiBytes.Float(b, 108, 2816));

        Assert.Equal(9, NiftiImage.Open(_folder.Write("e.nii", bytes)).ReadVolume().Values[0]);
        Assert.Equal(9, NiftiImage.Open(_folder.Write("e.nii.gz", TemporaryFolder.Gzip(bytes))).ReadVolume().Values[0]);
    }

    [Fact]
    public void Open_TwoPassesAtOnce_DoNotDisturbEachOther()
    {
        NiftiImage image = NiftiImage.Open(
            _folder.Write("p.nii.gz", TemporaryFolder.Gzip(NiftiBytes.Create([1, 1, 1, 3], UInt8, [1, 2, 3])))
        );
        using IVolumeReader one = image.Open();
        using IVolumeReader other = image.Open();
        double[] a = [0];
        double[] b = [0];

        Assert.True(one.ReadNext(a) && one.ReadNext(a) && other.ReadNext(b));

        Assert.Equal((2, 1), (a[0], b[0]));
    }

    [Fact]
    public void Warnings_NameWhatIsSuspicious()
    {
        byte[] bytes = NiftiBytes.Create([1, 1, 1, 2], UInt8, [1, 2], b => NiftiBytes.Float(b, 92, 2000));

        IReadOnlyList<string> warnings = NiftiImage.Open(_folder.Write("w.nii", bytes)).Warnings;

        Assert.Equal(2, warnings.Count);
        Assert.Contains("sform_code", warnings[0], StringComparison.Ordinal);
        Assert.Contains("2000 s", warnings[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Open_AffineWhoseInverseOverflows_IsRefused()
    {
        var error = Assert.Throws<InvalidDataException>(() =>
            NiftiImage.Open(_folder.Write("a.nii", Nifti2(1e-110, 1)))
        );

        Assert.Contains("singular", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => NiftiImage.Open(_folder.Write("a.nii", Nifti2(1e110, 1))));
    }

    [Fact]
    public void RepetitionTime_ThatUnderflowsInItsUnit_IsNotZeroButUnknown()
    {
        NiftiImage image = NiftiImage.Open(_folder.Write("a.nii", Nifti2(1, double.Epsilon)));

        Assert.Equal(2, image.Count);
        Assert.Null(image.RepetitionTimeSeconds);
    }

    /// <summary>A NIfTI-2 file of two volumes of one voxel; the step of time is in milliseconds.</summary>
    private static byte[] Nifti2(double millimetres, double milliseconds)
    {
        byte[] bytes = new byte[546];
        BitConverter.TryWriteBytes(bytes, 540);
        "n+2\0\r\n\x1A\n"u8.CopyTo(bytes.AsSpan(4));
        bytes[12] = 2;
        foreach ((int at, long value) in new[] { (16, 4L), (24, 1), (32, 1), (40, 1), (48, 2), (168, 544) })
        {
            BitConverter.TryWriteBytes(bytes.AsSpan(at), value);
        }

        for (int axis = 1; axis <= 4; axis++)
        {
            BitConverter.TryWriteBytes(bytes.AsSpan(104 + (8 * axis)), axis == 4 ? milliseconds : millimetres);
        }

        bytes[500] = 16;
        return bytes;
    }

    public static TheoryData<string, Action<byte[]>, string> Headers =>
        new()
        {
            {
                "dims 30000^4",
                b => Dimensions(b, 4, 30000, 30000, 30000, 30000),
                "30000 × 30000 × 30000 × 30000 voxels"
            },
            { "dims 32767^7", b => Dimensions(b, 7, 32767, 32767, 32767, 32767, 1, 1, 1), "voxels in a volume" },
            { "zero axis", b => Dimensions(b, 3, 2, 0, 1), "positive length of axis 2 (dim[2]), but found 0" },
            { "negative axis", b => Dimensions(b, 3, 2, 1, -5), "axis 3 (dim[3]), but found -5" },
            { "no axes", b => Dimensions(b, 0), "1 to 7 axes at offset 40 (dim[0]), but found 0" },
            { "eight axes", b => Dimensions(b, 8), "but found 8" },
            { "two long axes", b => Dimensions(b, 5, 1, 1, 1, 2, 2), "which of them is time?" },
            {
                "more than there is",
                b => Dimensions(b, 3, 100, 100, 100),
                "header promises 1,000,000 bytes of data at offset 352, but the file has 362"
            },
            {
                "offset inside",
                b => NiftiBytes.Float(b, 108, 348),
                "(vox_offset, where the data begin), but found 348"
            },
            { "offset NaN", b => NiftiBytes.Float(b, 108, float.NaN), "but found NaN" },
            { "offset huge", b => NiftiBytes.Float(b, 108, 1e30f), "but found 1" },
            { "offset far", b => NiftiBytes.Float(b, 108, 1e9f), "at offset 1000000000, but the file has 362" },
            { "offset fraction", b => NiftiBytes.Float(b, 108, 352.5f), "but found 352.5" },
            { "type RGB", b => NiftiBytes.Short(b, 70, 128), "colours" },
            { "type complex", b => NiftiBytes.Short(b, 70, 32), "complex" },
            { "type 128", b => NiftiBytes.Short(b, 70, 1536), "128-bit" },
            { "type unknown", b => NiftiBytes.Short(b, 70, 77), "77, which is no known type" },
            {
                "bad intercept",
                b =>
                {
                    NiftiBytes.Float(b, 112, 2);
                    NiftiBytes.Float(b, 116, float.NaN);
                },
                "finite scl_inter"
            },
            {
                "sform NaN",
                b =>
                {
                    NiftiBytes.Short(b, 254, 1);
                    NiftiBytes.Float(b, 280, float.NaN);
                },
                "sform"
            },
            { "sform zero", b => NiftiBytes.Short(b, 254, 1), "singular" },
            {
                "quaternion",
                b =>
                {
                    NiftiBytes.Short(b, 252, 1);
                    NiftiBytes.Float(b, 256, 2);
                },
                "quaternion"
            },
            {
                "qoffset inf",
                b =>
                {
                    NiftiBytes.Short(b, 252, 1);
                    NiftiBytes.Float(b, 268, float.PositiveInfinity);
                },
                "qform"
            },
            { "analyze", b => b.AsSpan(344, 4).Clear(), "Analyze 7.5" },
            { "pair named nii", b => "ni1\0"u8.CopyTo(b.AsSpan(344)), "named neither" },
            { "first field", b => b[0] = 0, "expected a NIfTI header" },
        };

    [Theory]
    [MemberData(nameof(Headers))]
    public void Open_AbsurdHeader_IsRefusedBeforeAnythingIsAllocated(string name, Action<byte[]> change, string what)
    {
        byte[] bytes = NiftiBytes.Create([10, 1, 1], UInt8, new byte[10], change);
        foreach ((string file, byte[] content) in new[] { ("a.nii", bytes), ("b.nii.gz", TemporaryFolder.Gzip(bytes)) })
        {
            string path = _folder.Write(file, content);
            long before = GC.GetAllocatedBytesForCurrentThread();

            InvalidDataException error = Assert.Throws<InvalidDataException>(() => NiftiImage.Open(path).ReadSeries());

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000);
            Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
            if (file == "a.nii" || !what.Contains("the file has", StringComparison.Ordinal))
            {
                Assert.True(error.Message.Contains(what, StringComparison.Ordinal), $"{name}: {error.Message}");
            }
        }
    }

    [Fact]
    public void Read_TruncatedGzip_SaysSoWithTheOffset()
    {
        byte[] noise = new byte[400_000];
        new Random(1).NextBytes(noise);
        byte[] packed = TemporaryFolder.Gzip(NiftiBytes.Create([100, 100, 10, 2], Int16, noise));
        foreach (int length in new[] { 30, 1000, packed.Length / 2, packed.Length - 100 })
        {
            string path = _folder.Write("t.nii.gz", packed.AsSpan(0, length));
            foreach (bool ahead in new[] { true, false })
            {
                var options = new NiftiReadOptions { UnpacksAhead = ahead };

                InvalidDataException error = Assert.Throws<InvalidDataException>(() =>
                    NiftiImage.Open(path, options).ReadSeries()
                );

                Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
                Assert.Matches("damaged or cut off|cannot hold|ends at|bytes", error.Message);
            }
        }
    }

    [Fact]
    public void Read_FlippedBitInGzip_IsFoundByTheCheckSum()
    {
        byte[] data = [.. Enumerable.Range(0, 20_000).Select(i => (byte)(i * i / 7))];
        byte[] packed = TemporaryFolder.Gzip(NiftiBytes.Create([100, 100, 2], UInt8, data));
        packed[^5] ^= 1; // the check sum itself

        string path = _folder.Write("c.nii.gz", packed);

        Assert.Throws<InvalidDataException>(() => NiftiImage.Open(path).ReadSeries());
    }

    [Fact]
    public void Open_NoSuchFile_SaysWhich()
    {
        Assert.Contains(
            "nothing.nii",
            Assert.Throws<FileNotFoundException>(() => NiftiImage.Open(_folder.File("nothing.nii"))).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "folder",
            Assert.Throws<IOException>(() => NiftiImage.Open(_folder.Path)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void ReadVolume_OfASeries_SaysHowMany()
    {
        string path = _folder.Write("v.nii", NiftiBytes.Create([1, 1, 1, 2], UInt8, [1, 2]));

        Assert.Contains(
            "has 2 volumes",
            Assert.Throws<InvalidDataException>(() => NiftiImage.Open(path).ReadVolume()).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void ReadNext_WrongLength_SaysWhatIsExpected()
    {
        using IVolumeReader reader = NiftiImage
            .Open(_folder.Write("v.nii", NiftiBytes.Create([2, 1, 1], UInt8, [1, 2])))
            .Open();

        Assert.Throws<ArgumentException>(() => reader.ReadNext(new double[3]));
    }

    private static byte[] Packed(string name, ReadOnlySpan<byte> bytes) =>
        name.EndsWith(".gz", StringComparison.Ordinal) ? TemporaryFolder.Gzip(bytes) : bytes.ToArray();

    private static void Dimensions(byte[] bytes, params short[] dimensions)
    {
        for (int i = 0; i < dimensions.Length; i++)
        {
            NiftiBytes.Short(bytes, 40 + (2 * i), dimensions[i]);
        }
    }
}
