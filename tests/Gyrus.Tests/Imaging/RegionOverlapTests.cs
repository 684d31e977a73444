using Gyrus.Imaging;

namespace Gyrus.Tests.Imaging;

public sealed class RegionOverlapTests
{
    private static readonly Grid Line = new(4, 1, 1, Affine.Identity);

    [Fact]
    public void AllowOverlap_OfSignedMapsApart_ChangesNoDigit()
    {
        // A check that set negative weights to 0 would change these.
        MapsAtlas maps = MapsAtlas.Read(
            new VolumeSeries(
                "maps",
                Line,
                [
                    [1, -2, 0, 0],
                    [0, 0, -1, 3],
                ]
            )
        );
        VolumeSeries image = Phantom.Noise(Line, 6, 2);

        Matrix usual = new RegionExtractor().Extract(image, maps).Signals.Values;
        Matrix watched = new RegionExtractor { AllowOverlap = false }
            .Extract(image, maps)
            .Signals.Values;

        Assert.Equal(usual.AsSpan(), watched.AsSpan());
        Assert.Equal((image[0][0] - (2 * image[0][1])) / 5, watched[0, 0], 1e-12);
    }

    [Fact]
    public void AllowOverlap_False_RefusesMapsThatShareAVoxelWithAnySign()
    {
        MapsAtlas maps = MapsAtlas.Read(
            new VolumeSeries(
                "maps",
                Line,
                [
                    [1, -2, 0, 0],
                    [0, -1, 0, 3],
                ]
            )
        );

        string message = Assert
            .Throws<ArgumentException>(() =>
                new RegionExtractor { AllowOverlap = false }.Extract(Phantom.Noise(Line, 6, 2), maps)
            )
            .Message;

        Assert.Contains(
            "1 pair of regions shares voxels: 'map 1' and 'map 2' (1 voxel)",
            message,
            StringComparison.Ordinal
        );
    }
}
