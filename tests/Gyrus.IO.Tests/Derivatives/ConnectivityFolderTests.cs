using Gyrus.Covariance;
using Gyrus.IO.Derivatives;
using Gyrus.IO.Npy;
using Gyrus.Numerics;
using Gyrus.Pipelines;
using Gyrus.Signals;

namespace Gyrus.IO.Tests.Derivatives;

public sealed class ConnectivityFolderTests
{
    [Theory]
    [InlineData(ConnectivityKind.Tangent)]
    [InlineData(ConnectivityKind.PartialCorrelation)]
    public void Read_UndoesWrite_ToTheLastBit(ConnectivityKind kind)
    {
        using var folder = new TemporaryFolder();
        ConnectivityResult result = Measure(kind, subjects: 4);

        IReadOnlyList<string> paths = ConnectivityFolder.Write(folder.Path, result, npy: true, vectors: true);
        ConnectivityResult again = ConnectivityFolder.Read(folder.Path);

        Assert.All(paths, path => Assert.True(File.Exists(path)));
        Assert.Equal(result.Subjects, again.Subjects);
        Assert.Equal(result.Regions.Select(r => r.Name), again.Regions.Select(r => r.Name));
        Assert.Equal(result.Connectivity.Kind, again.Connectivity.Kind);
        Assert.Equal(result.Connectivity.Matrices[2].AsSpan(), again.Connectivity.Matrices[2].AsSpan());
        Assert.Equal(result.Space?.Mean.AsSpan().ToArray(), again.Space?.Mean.AsSpan().ToArray());
        Assert.Equal(result.Space?.Convergence, again.Space?.Convergence);
        Assert.IsType<LedoitWolf>(again.Estimator);
        Matrix vectors = NpyFile.ReadMatrix(Path.Combine(folder.Path, $"meas-{kind}_features.npy"));
        Assert.Equal(result.Connectivity.Vectorise().AsSpan(), vectors.AsSpan());
    }

    [Fact]
    public void Read_ATangentSpace_TransformsNewSubjectsAsTheFitDid()
    {
        using var folder = new TemporaryFolder();
        ConnectivityResult result = Measure(ConnectivityKind.Tangent, subjects: 4);
        ConnectivityFolder.Write(folder.Path, result);
        StudySignals strangers = Study(6);

        var before = new ConnectivityStudy { Fitted = result };
        var after = new ConnectivityStudy { Fitted = ConnectivityFolder.Read(folder.Path) };

        Assert.Equal(
            before.Measure(strangers).Connectivity.Matrices[5].AsSpan(),
            after.Measure(strangers).Connectivity.Matrices[5].AsSpan()
        );
    }

    [Theory]
    [InlineData("\"ledoit-wolf\"", "\"magic\"", "Expected an estimator")]
    [InlineData("\"Tangent\"", "\"Voodoo\"", "expected a known kind of connectivity")]
    [InlineData("gyrus-connectivity-1", "gyrus-connectivity-9", "expected the format")]
    [InlineData("meas-Covariance_desc-geometricmean_relmat.tsv", "../mean.tsv", "expected the name of a file")]
    public void Read_DamagedDocument_SaysWhat(string from, string to, string sentence)
    {
        using var folder = new TemporaryFolder();
        ConnectivityFolder.Write(folder.Path, Measure(ConnectivityKind.Tangent, 3));
        string path = folder.File(ConnectivityFolder.DocumentName);
        File.WriteAllText(path, File.ReadAllText(path).Replace(from, to, StringComparison.Ordinal));

        var error = Assert.Throws<InvalidDataException>(() => ConnectivityFolder.Read(folder.Path));

        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OtherFolder_SaysWhoWritesSuch()
    {
        using var folder = new TemporaryFolder();

        var error = Assert.Throws<InvalidDataException>(() => ConnectivityFolder.Read(folder.Path));

        Assert.Contains("'gyrus connectivity' wrote", error.Message, StringComparison.Ordinal);
    }

    private static ConnectivityResult Measure(ConnectivityKind kind, int subjects) =>
        new ConnectivityStudy { Kind = kind }.Measure(Study(subjects));

    private static StudySignals Study(int subjects)
    {
        IReadOnlyList<Matrix> signals = new SyntheticGroupSparse { Regions = 5, Subjects = subjects }
            .Generate()
            .Signals;
        Region[] regions = [.. Enumerable.Range(1, 5).Select(i => new Region(i, $"region {i}"))];
        return StudySignals.Of([.. signals.Select((s, k) => new RegionSignals($"sub-{k + 1:00}", s, regions))]);
    }
}
