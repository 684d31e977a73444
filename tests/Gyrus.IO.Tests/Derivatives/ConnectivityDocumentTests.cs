using Gyrus.Covariance;
using Gyrus.Covariance.Tangent;
using Gyrus.IO.Derivatives;
using Gyrus.Numerics;
using Gyrus.Pipelines;
using Gyrus.Signals;

namespace Gyrus.IO.Tests.Derivatives;

public sealed class ConnectivityDocumentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("\"subjectsOfMean\": 2", "\"subjectsOfMean\": -1", "subjectsOfMean of at least 0")]
    [InlineData("\"ledoit-wolf\"", "\"a\\u001bb\"", "but got 'a b'")]
    [InlineData("\"Tangent\"", "\"99\"", "a known kind of connectivity")]
    [InlineData("\"a\"", "null", "expected a JSON object")]
    public void Read_DocumentThatOnlyLooksWhole_SaysWhatIsWrong(string good, string bad, string said)
    {
        ConnectivityFolder.Write(_folder.Path, Small());
        string path = _folder.File(ConnectivityFolder.DocumentName);
        string text = File.ReadAllText(path);
        Assert.Contains(good, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(good, bad, StringComparison.Ordinal));

        var error = Assert.Throws<InvalidDataException>(() => ConnectivityFolder.Read(_folder.Path));

        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(error.Message, char.IsControl);
    }

    private static ConnectivityResult Small()
    {
        Matrix mean = Matrix.Create(2, 2, static (i, j) => i == j ? 2 : 0.5);
        return new ConnectivityResult
        {
            Regions = [new Region(1, "a"), new Region(2, "b")],
            Subjects = ["sub-01"],
            Samples = [10],
            Connectivity = Connectivity.Of(ConnectivityKind.Tangent, [mean], [0.1]),
            Estimator = new LedoitWolf(),
            Standardised = true,
            Space = new TangentSpaceFit(mean, new LedoitWolf()) { Subjects = 2 },
            Warnings = [],
        };
    }
}
