using Gyrus.IO.Bids;
using Gyrus.IO.Derivatives;
using Gyrus.Signals;

namespace Gyrus.IO.Tests.Derivatives;

public sealed class SignalsFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("{\"RepetitionTime\": 2.5}", 2.5)]
    [InlineData("\ufeff{\"RepetitionTime\": 2.5}", 2.5)]
    [InlineData("{\"RepetitionTime\": 1, \"RepetitionTime\": 2.5}", 2.5)]
    [InlineData("{\"RepetitionTime\": 1e999}", null)]
    [InlineData("{\"RepetitionTime\": -1}", null)]
    [InlineData("{}", null)]
    public void Read_RepetitionTime_IsPositiveAndFiniteOrNotThere(string json, double? seconds)
    {
        string table = _folder.Write("sub-01_timeseries.tsv", "a\tb\n1\t2\n");
        _folder.Write("sub-01_timeseries.json", json);

        Assert.Equal(seconds, SignalsFolder.Read(table).RepetitionTimeSeconds);
        Assert.Equal(seconds, ImageSidecar.RepetitionTimeSeconds(_folder.File("sub-01_timeseries.nii.gz")));
    }

    [Theory]
    [InlineData("[1]", "of the kind Array")]
    [InlineData("{\"RepetitionTime\": \"2\"}", "expected a JSON object")]
    [InlineData("{\"RepetitionTime\": NaN}", ":1: expected a JSON object")]
    [InlineData("{\"RegionTable\": \"\\ud800\"}", "expected a JSON object")]
    [InlineData("\u001b[31m", ":1: expected a JSON object")]
    public void Read_SidecarThatIsNone_SaysSoOnOneLineThatPrints(string json, string said)
    {
        string table = _folder.Write("sub-01_timeseries.tsv", "a\tb\n1\t2\n");
        string sidecar = _folder.Write("sub-01_timeseries.json", json);

        var error = Assert.Throws<InvalidDataException>(() => SignalsFolder.Read(table));

        Assert.StartsWith(sidecar, error.Message, StringComparison.Ordinal);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(error.Message, char.IsControl);
    }

    [Theory]
    [InlineData("../x.tsv")]
    [InlineData("/dev/zero")]
    [InlineData("a\\u0000b")]
    [InlineData(".")]
    public void Read_RegionTableThatIsNoFileOfTheFolder_IsLeftAlone(string name)
    {
        string table = _folder.Write("sub-01_timeseries.tsv", "a\tb\n1\t2\n");
        _folder.Write("sub-01_timeseries.json", $"{{\"RegionTable\": \"{name}\"}}");

        Assert.Equal([new Region(1, "a"), new Region(2, "b")], SignalsFolder.Read(table).Regions);
    }
}
