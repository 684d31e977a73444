namespace Gyrus.Report.Tests;

public sealed class PlaceTests
{
    [SharedFact]
    public void SharedFolder_HoldsGoldens() => Assert.True(Directory.Exists(SharedFolder.Path("golden")));
}
