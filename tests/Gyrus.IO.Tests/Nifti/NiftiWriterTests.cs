using System.Diagnostics;
using System.IO.Compression;
using Gyrus.Imaging;
using Gyrus.IO.Nifti;

namespace Gyrus.IO.Tests.Nifti;

public sealed class NiftiWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static readonly Grid Oblique = new(
        5,
        4,
        3,
        new Affine([-2, 0.1, 0.3, 90, 0.15, 2.9, -0.6, -126, 0.2, 0.5, 3.4, -72])
    );

    public static TheoryData<NiftiDataType, string, CompressionLevel> Kinds
    {
        get
        {
            var kinds = new TheoryData<NiftiDataType, string, CompressionLevel>();
            foreach (
                NiftiDataType type in new[]
                {
                    NiftiDataType.UInt8,
                    NiftiDataType.Int16,
                    NiftiDataType.Int32,
                    NiftiDataType.Float32,
                    NiftiDataType.Float64,
                }
            )
            {
                kinds.Add(type, "a.nii", CompressionLevel.Fastest);
                kinds.Add(type, "a.nii.gz", CompressionLevel.Fastest);
                kinds.Add(type, "a.nii.gz", CompressionLevel.Optimal);
            }

            return kinds;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Write_ReadBack_GivesTheSameNumbers(NiftiDataType type, string name, CompressionLevel level)
    {
        VolumeSeries series = Series(Oblique, 4);
        string path = _folder.File(name);

        NiftiWriter.Write(
            path,
            series,
            new NiftiWriteOptions
            {
                DataType = type,
                Compression = level,
                Space = NiftiSpace.Mni152,
                RepetitionTimeSeconds = 2.5,
            },
            TestContext.Current.CancellationToken
        );
        NiftiImage back = NiftiImage.Open(path);

        Assert.Equal((4, 2.5, 4), (back.Count, back.RepetitionTimeSeconds, back.Header.SformCode));
        NumericAssert.Close(NiftiCorpusTests.Rows(Oblique.Affine), NiftiCorpusTests.Rows(back.Grid.Affine), 1e-7);
        VolumeSeries values = back.ReadSeries();
        for (int v = 0; v < 4; v++)
        {
            Assert.Equal(series[v].ToArray(), values[v].ToArray());
        }
    }

    [Fact]
    public void Write_AffineWithRightAngles_AgreesInQformAndSform()
    {
        foreach (Affine affine in RigidAffines())
        {
            string path = _folder.File("q.nii");
            var grid = new Grid(2, 2, 2, affine);
            NiftiWriter.Write(path, new Volume(grid, new double[8]));

            NiftiHeader header = NiftiHeader.Read(path);

            Assert.Equal((1, 1), (header.QformCode, header.SformCode));
            double[] bySform = NiftiCorpusTests.Rows(header.AffineOf(path));
            double[] byQform = NiftiCorpusTests.Rows((header with { SformCode = 0 }).AffineOf(path));
            NumericAssert.Close(NiftiCorpusTests.Rows(affine), bySform, 1e-7);
            NumericAssert.Close(bySform, byQform, 2e-6); // a quaternion of 32-bit floats
        }
    }

    [Fact]
    public void Write_ShearedAffine_LeavesTheQformOut()
    {
        NiftiWriter.Write(_folder.File("s.nii"), new Volume(Oblique, new double[60]));

        Assert.Equal(0, NiftiHeader.Read(_folder.File("s.nii")).QformCode);
    }

    [Theory]
    [InlineData(NiftiDataType.Int16, 40000)]
    [InlineData(NiftiDataType.UInt8, -1)]
    [InlineData(NiftiDataType.UInt8, double.NaN)]
    [InlineData(NiftiDataType.Int32, 3e9)]
    [InlineData(NiftiDataType.Float32, 1e300)]
    public void Append_ValueThatDoesNotFit_IsRefusedAndLeavesNoFile(NiftiDataType type, double value)
    {
        double[] values = new double[60];
        values[17] = value;

        ArgumentException error = Assert.Throws<ArgumentException>(() =>
            NiftiWriter.Write(
                _folder.File("m.nii"),
                new Volume(Oblique, values),
                new NiftiWriteOptions { DataType = type }
            )
        );

        Assert.Contains("at voxel 17 of volume 1 does not fit", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Append_NaNAndInfinity_FitFloats()
    {
        double[] values = new double[60];
        (values[0], values[1]) = (double.NaN, double.NegativeInfinity);

        NiftiWriter.Write(_folder.File("n.nii"), new Volume(Oblique, values));

        Assert.Equal(values, NiftiImage.Open(_folder.File("n.nii")).ReadVolume().Values.ToArray());
    }

    [Fact]
    public void Complete_TooFewVolumes_IsRefusedAndLeavesTheOldFile()
    {
        string path = _folder.Write("old.nii.gz", "old");
        using (NiftiWriter writer = NiftiWriter.Create(path, Oblique, 2))
        {
            writer.Append(new double[60]);

            Assert.Throws<InvalidOperationException>(writer.Complete);
        }

        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Write_Cancelled_LeavesNoFile()
    {
        Assert.ThrowsAny<OperationCanceledException>(() =>
            NiftiWriter.Write(
                _folder.File("c.nii.gz"),
                Series(Oblique, 3),
                cancellationToken: new CancellationToken(canceled: true)
            )
        );

        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Create_WhatTheFormatCannotHold_IsRefused()
    {
        var wide = new Grid(40000, 1, 1, Affine.Identity);

        Assert.Throws<ArgumentException>(() => NiftiWriter.Create(_folder.File("a.nii"), wide));
        Assert.Throws<ArgumentException>(() => NiftiWriter.Create(_folder.File("a.nii"), Oblique, 40000));
        Assert.Throws<ArgumentException>(() => NiftiWriter.Create(_folder.File("a.img"), Oblique));
        Assert.Throws<DirectoryNotFoundException>(() => NiftiWriter.Create(_folder.File("no/a.nii"), Oblique));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NiftiWriteOptions { DataType = NiftiDataType.Rgb24 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new NiftiWriteOptions { RepetitionTimeSeconds = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            new NiftiWriteOptions { Compression = CompressionLevel.SmallestSize }
        );
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Write_NibabelReadsIt()
    {
        string path = _folder.File("n.nii.gz");
        Grid grid = new(5, 4, 3, RigidAffines().Last());
        NiftiWriter.Write(
            path,
            Series(grid, 4),
            new NiftiWriteOptions { RepetitionTimeSeconds = 2.5 },
            TestContext.Current.CancellationToken
        );

        string said = await Nibabel(
            "import sys, nibabel, numpy as np; i = nibabel.load(sys.argv[1]); d = i.get_fdata(); "
                + "z = i.header.get_zooms(); "
                + "print(*i.shape, d.sum(), d[1, 2, 1, 3], z[3], *i.affine[:3].ravel(), "
                + "int(np.allclose(i.get_qform(), i.get_sform(), atol=1e-4)), *i.header.get_xyzt_units())",
            path
        );

        string[] words = said.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        VolumeSeries series = Series(grid, 4);
        double sum = Enumerable.Range(0, 4).Sum(v => series[v].ToArray().Sum());
        Assert.Equal(["5", "4", "3", "4"], words[..4]);
        Assert.Equal(sum, double.Parse(words[4]));
        Assert.Equal(series[3][1 + (5 * (2 + (4 * 1)))], double.Parse(words[5]));
        Assert.Equal("2.5", words[6]);
        NumericAssert.Close(NiftiCorpusTests.Rows(grid.Affine), [.. words[7..19].Select(double.Parse)], 1e-7);
        Assert.Equal(["1", "mm", "sec"], words[19..]);
    }

    /// <summary>Runs python3 where it has nibabel; skips the test, saying so, where it has not.</summary>
    private static async Task<string> Nibabel(string program, string argument)
    {
        string python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
        var start = new ProcessStartInfo(python, ["-c", program, argument])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            string problem = await error;
            Assert.SkipWhen(
                problem.Contains("ModuleNotFoundError", StringComparison.Ordinal),
                "python3 has no nibabel."
            );
            Assert.True(process.ExitCode == 0, problem);
            return output;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("There is no python3.");
            throw;
        }
    }

    /// <summary>Whole numbers, so that every type holds them exactly; not symmetric in any axis.</summary>
    private static VolumeSeries Series(Grid grid, int volumes) =>
        new(
            "series",
            grid,
            Enumerable
                .Range(0, volumes)
                .Select(v => Enumerable.Range(0, grid.Voxels).Select(i => (double)((i * 7 + v * 31) % 200)).ToArray())
        );

    /// <summary>Rotations about each axis by small, right and straight angles, with and without a reflection.</summary>
    private static List<Affine> RigidAffines()
    {
        var affines = new List<Affine>();
        foreach (double angle in new[] { 0, 0.3, Math.PI / 2, Math.PI, -2.5 })
        {
            foreach (int axis in new[] { 0, 1, 2 })
            {
                foreach (double flip in new[] { 1.0, -1.0 })
                {
                    (double s, double c) = Math.SinCos(angle);
                    (int p, int q) = ((axis + 1) % 3, (axis + 2) % 3);
                    double[] rows = new double[12];
                    rows[(axis * 4) + axis] = 2;
                    (rows[(p * 4) + p], rows[(p * 4) + q]) = (3 * c, -2.5 * s);
                    (rows[(q * 4) + p], rows[(q * 4) + q]) = (3 * s, 2.5 * c);
                    (rows[3], rows[7], rows[11]) = (-90, 12.5, 7);
                    for (int row = 0; row < 3; row++)
                    {
                        rows[row * 4] *= flip;
                    }

                    affines.Add(new Affine(rows));
                }
            }
        }

        return affines;
    }
}
