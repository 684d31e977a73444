using System.Globalization;
using System.IO.Compression;
using Gyrus.Covariance;
using Gyrus.Covariance.GroupSparse;

namespace Gyrus.Tests.Covariance.GroupSparse;

/// <summary>Optima on recordings, found by another ADMM run to a gap of 1e-8 or better.</summary>
public sealed class RecordedOptimaTests
{
    [SharedTheory]
    [InlineData(0.5, 76.8594231328)]
    [InlineData(0.2, 42.5982899096)]
    public void Solve_OnRecordingsOfRankBelowTheirRegions_ReachesTheKnownOptimum(double share, double expected)
    {
        SampleCovariance[] data =
        [
            .. Directory
                .GetFiles(SharedFolder.Path("data", "music_aal90_unfiltered"), "sub-*.tsv.gz")
                .Order(StringComparer.Ordinal)
                .Take(4)
                .Select(path => SampleCovariance.CorrelationOfSignals(Read(path))),
        ];
        double alpha = share * GroupSparseProblem.Create(data, 0).AlphaMax;

        GroupPrecisionFit fit = new GroupSparseCovariance { Alpha = alpha, Tolerance = 1e-9 }.Fit(
            data,
            TestContext.Current.CancellationToken
        );

        Assert.InRange(fit.Convergence.Certificate, 0, 1e-9);
        Assert.InRange(fit.Convergence.Objective - expected, -1e-8, 1e-8);
    }

    private static Matrix Read(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        reader.ReadLine();
        var rows = new List<double[]>();
        while (reader.ReadLine() is { } line)
        {
            rows.Add([.. line.Split('\t').Select(x => double.Parse(x, CultureInfo.InvariantCulture))]);
        }

        return Matrix.Create(rows.Count, rows[0].Length, (i, j) => rows[i][j]);
    }
}
