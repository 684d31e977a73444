using Gyrus.Covariance;
using Gyrus.Covariance.GroupSparse;
using Gyrus.Pipelines;
using Gyrus.Pipelines.Phantom;
using Gyrus.Signals;

namespace Gyrus.Tests.Pipelines;

public sealed class ConnectomeTests
{
    private static readonly PhantomStudy Phantom = new BoldPhantom
    {
        Subjects = 3,
        Regions = 9,
        Volumes = 120,
        VoxelMillimetres = 8,
    }.Create();

    private static StudySignals Study => StudySignals.Of([.. Phantom.Subjects.Select(s => s.Signals)]);

    [Fact]
    public void Fit_IsTheSearchOnCorrelations()
    {
        ConnectomeResult result = new Connectome().Fit(Study);

        GroupSparseCovarianceCVFit search = new GroupSparseCovarianceCV().Fit([
            .. Phantom.Subjects.Select(s => s.Signals.Values),
        ]);
        Assert.Equal(search.Alpha, result.Alpha, 1e-12);
        for (int k = 0; k < 3; k++)
        {
            NumericAssert.Close(search.Fit.Precisions[k].AsSpan(), result.Subjects[k].Precision.AsSpan(), 1e-9);
        }
    }

    [Fact]
    public void Fit_SignalsScaledAndShifted_GiveTheSameConnectome()
    {
        RegionSignals[] other =
        [
            .. Phantom.Subjects.Select(s => new RegionSignals(
                s.Name,
                Matrix.Create(s.Signals.Samples, 9, (t, j) => (1000 * (j + 1)) + (37 * s.Signals.Values[t, j])),
                s.Signals.Regions
            )),
        ];

        ConnectomeResult expected = new Connectome { Alpha = 0.1, Pooled = null }.Fit(Study);
        ConnectomeResult actual = new Connectome { Alpha = 0.1, Pooled = null }.Fit(StudySignals.Of(other));

        NumericAssert.Close(
            expected.Subjects[1].PartialCorrelation.AsSpan(),
            actual.Subjects[1].PartialCorrelation.AsSpan(),
            1e-6
        );
    }

    [Fact]
    public void Fit_Pooled_IsTheLassoOfTheZScoresOfAllSubjectsInOrder()
    {
        StudySignals scaled = StudySignals.Of([
            .. Phantom.Subjects.Select(s => new RegionSignals(
                s.Name,
                Matrix.Create(s.Signals.Samples, 9, (t, j) => (50 * j) - (3 * (j + 1) * s.Signals.Values[t, j])),
                s.Signals.Regions
            )),
        ]);
        Matrix stacked = Matrix.Create(360, 9, (t, j) => -ZScore(Phantom.Subjects[t / 120].Signals.Values, t % 120, j));

        PooledConnectome pooled = new Connectome { Alpha = 0.3 }
            .Fit(scaled)
            .Pooled!;

        GraphicalLassoCVFit expected = new GraphicalLassoCV().Fit(stacked);
        Assert.Equal(expected.Penalty, pooled.Penalty, 1e-9);
        NumericAssert.Close(expected.Fit.Precision.AsSpan(), pooled.Precision.AsSpan(), 1e-5); // both to a gap of 1e-6
    }

    private static double ZScore(Matrix x, int t, int j)
    {
        double[] column = x.Column(j).ToArray();
        double mean = column.Average();
        return (column[t] - mean) / Math.Sqrt(column.Sum(v => (v - mean) * (v - mean)) / (column.Length - 1));
    }

    [Fact]
    public void Fit_SatisfiesTheOptimalityConditions()
    {
        ConnectomeResult result = new Connectome { Alpha = 0.08, Pooled = null }.Fit(Study);

        Matrix[] s = [.. Phantom.Subjects.Select(x => SampleCovariance.CorrelationOfSignals(x.Signals.Values).Values)];
        Matrix[] w =
        [
            .. result.Subjects.Select(x => Inverse.Precision(SampleCovariance.Of(x.Precision, samples: 120))),
        ];
        for (int j = 0; j < 9; j++)
        {
            for (int i = 0; i <= j; i++)
            {
                // w_k (Ω_k⁻¹ − S_k)_ij is 0 on the diagonal and α·Ω_k,ij/‖Ω_ij‖ on an edge, and at most α long elsewhere.
                double[] slack = [.. s.Select((sk, k) => (w[k][i, j] - sk[i, j]) / 3)];
                double norm = Math.Sqrt(result.Subjects.Sum(x => x.Precision[i, j] * x.Precision[i, j]));
                if (i == j)
                {
                    Assert.All(slack, v => Assert.InRange(Math.Abs(v), 0, 1e-3));
                }
                else if (norm == 0)
                {
                    Assert.InRange(Math.Sqrt(slack.Sum(v => v * v)), 0, 0.08 + 1e-3);
                }
                else
                {
                    double[] expected = [.. result.Subjects.Select(x => 0.08 * x.Precision[i, j] / norm)];
                    NumericAssert.Close(expected, slack, 1e-3); // the gap of 1e-6 is second order in this distance
                }
            }
        }
    }

    [Fact]
    public void Edges_AreThePatternThatAllSubjectsShare()
    {
        ConnectomeResult result = new Connectome { Alpha = 0.15, Pooled = null }.Fit(Study);

        IReadOnlyList<ConnectomeEdge> edges = result.Edges();

        Assert.NotEmpty(edges);
        Assert.True(edges.Count < 36);
        Assert.All(edges, e => Assert.All(result.Subjects, s => Assert.NotEqual(0, s.Precision[e.First, e.Second])));
        Assert.Equal(edges.OrderByDescending(e => Math.Abs(e.Mean)), edges);
    }

    [Fact]
    public void Fit_AlphaAboveAlphaMax_HasNoEdges() =>
        Assert.Empty(
            new Connectome { Alpha = 3, Pooled = null }
                .Fit(Study)
                .Edges()
        );
}
