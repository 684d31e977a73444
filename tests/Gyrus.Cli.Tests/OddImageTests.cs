using System.IO.Compression;

namespace Gyrus.Cli.Tests;

/// <summary>Images that are used although something about them is odd: the odd thing must be said.</summary>
public sealed class OddImageTests(SmallStudy study) : IClassFixture<SmallStudy>
{
    private const int FirstVoxel = 352;

    [Fact]
    public async Task RepetitionTimeOfTheSidecar_IsUsedWhenTheHeaderHasNone()
    {
        using var folder = new TemporaryFolder();
        string image = Image(folder, bytes => BitConverter.GetBytes(0f).CopyTo(bytes, 92)); // pixdim[4]
        folder.Write("sub-09_bold.json", "{ \"RepetitionTime\": 1.5 }");

        string sidecar = await SignalsAsync(folder, image, "");

        Assert.Contains("\"RepetitionTime\": 1.5", sidecar, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RepetitionTimeOfOneWithoutAUnit_IsDoubted()
    {
        using var folder = new TemporaryFolder();
        string image = Image(
            folder,
            bytes =>
            {
                BitConverter.GetBytes(1f).CopyTo(bytes, 92); // pixdim[4]
                bytes[123] = 2; // xyzt_units: mm, no unit of time
            }
        );

        await SignalsAsync(folder, image, "1 without a unit");
    }

    [Fact]
    public async Task SidecarThatContradictsTheHeader_IsReported()
    {
        using var folder = new TemporaryFolder();
        string image = Image(folder, _ => { });
        folder.Write("sub-09_bold.json", "{ \"RepetitionTime\": 7 }");

        await SignalsAsync(folder, image, "the JSON file beside it says 7 s");
    }

    [Fact]
    public async Task NanInOneVolume_IsReported()
    {
        using var folder = new TemporaryFolder();
        string image = Image(folder, bytes => BitConverter.GetBytes(float.NaN).CopyTo(bytes, FirstVoxel));

        await SignalsAsync(folder, image, "1 voxels are NaN or infinite in some volumes");
    }

    private async Task<string> SignalsAsync(TemporaryFolder folder, string image, string warning)
    {
        string output = folder.Path("out");

        Call answer = await Call.RunAsync("signals", image, "--atlas", study.Atlas, "--out", output, "--quiet");

        Assert.Equal(0, answer.Code);
        Assert.Contains(warning, answer.Error, StringComparison.Ordinal);
        return await File.ReadAllTextAsync(
            Assert.Single(Directory.GetFiles(output, "*_timeseries.json")),
            TestContext.Current.CancellationToken
        );
    }

    private string Image(TemporaryFolder folder, Action<byte[]> change)
    {
        using var unpacked = new MemoryStream();
        using (var gzip = new GZipStream(File.OpenRead(study.Bold[0]), CompressionMode.Decompress))
        {
            gzip.CopyTo(unpacked);
        }

        byte[] bytes = unpacked.ToArray();
        change(bytes);
        string path = folder.Path("sub-09_bold.nii");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
