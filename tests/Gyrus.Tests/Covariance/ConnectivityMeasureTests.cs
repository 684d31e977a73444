using Gyrus.Covariance;

namespace Gyrus.Tests.Covariance;

public sealed class ConnectivityMeasureTests
{
    public static TheoryData<string, ConnectivityKind, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, ConnectivityKind, string>();
            foreach (string estimator in new[] { "lw", "emp" })
            {
                cases.Add(estimator, ConnectivityKind.Covariance, "covariance");
                cases.Add(estimator, ConnectivityKind.Correlation, "correlation");
                cases.Add(estimator, ConnectivityKind.Precision, "precision");
                cases.Add(estimator, ConnectivityKind.PartialCorrelation, "partial_correlation");
            }

            return cases;
        }
    }

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void Measure_AgreesWithNilearn(string estimator, ConnectivityKind kind, string name)
    {
        Connectivity connectivity = Measure(estimator, kind);

        Npy expected = Golden($"out_{estimator}_{name}.npy");
        for (int k = 0; k < 5; k++)
        {
            NumericAssert.Close(expected.Values.AsSpan(k * 64, 64), connectivity.Matrices[k].AsSpan(), 1e-9);
        }

        NumericAssert.Close(Golden($"out_{estimator}_{name}_mean.npy").Values, connectivity.Mean.AsSpan(), 1e-9);
    }

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void Vectorise_AgreesWithNilearn(string estimator, ConnectivityKind kind, string name)
    {
        Connectivity connectivity = Measure(estimator, kind);

        double[] vectors = [.. connectivity.Matrices.SelectMany(LowerTriangle.Vectorise)];
        double[] bare = [.. connectivity.Matrices.SelectMany(LowerTriangle.VectoriseOffDiagonal)];

        NumericAssert.Close(Golden($"out_{estimator}_{name}_vec.npy").Values, vectors, 1e-9);
        NumericAssert.Close(Golden($"out_{estimator}_{name}_vec_nodiag.npy").Values, bare, 1e-9);
    }

    [SharedFact]
    public void Devectorise_AgreesWithNilearn()
    {
        Npy vectors = Golden("out_lw_covariance_vec.npy");
        Npy expected = Golden("out_vec_to_sym.npy");

        for (int k = 0; k < 5; k++)
        {
            Matrix matrix = LowerTriangle.Devectorise(vectors.Values.AsSpan(k * 36, 36));
            NumericAssert.Close(expected.Values.AsSpan(k * 64, 64), matrix.AsSpan(), 1e-9);
        }
    }

    [Fact]
    public void Measure_TwoRegions_PartialCorrelationIsTheCorrelation()
    {
        Matrix x = Signals(samples: 40, regions: 2, seed: 1);
        var empirical = new EmpiricalCovariance();

        Connectivity partial = Of(ConnectivityKind.PartialCorrelation).Measure([x]);
        Connectivity full = Of(ConnectivityKind.Correlation).Measure([x]);

        NumericAssert.Close(full.Mean.AsSpan(), partial.Mean.AsSpan(), 1e-12);

        ConnectivityMeasure Of(ConnectivityKind kind) => new() { Kind = kind, Estimator = empirical };
    }

    [Fact]
    public void Measure_Precision_TimesTheCovarianceIsTheIdentity()
    {
        Matrix x = Signals(samples: 50, regions: 12, seed: 2);
        Matrix scaled = Matrix.Create(50, 12, (t, j) => Math.Pow(10, j - 6) * x[t, j]);
        SampleCovariance s = SampleCovariance.OfSignals(scaled);

        Matrix precision = Inverse.Precision(s);

        for (int i = 0; i < 12; i++)
        {
            for (int j = 0; j < 12; j++)
            {
                double product = Enumerable.Range(0, 12).Sum(l => s.Values[i, l] * precision[l, j]);
                double unit = Math.Pow(10, i - j);
                Assert.InRange((product / unit) - (i == j ? 1 : 0), -1e-11, 1e-11);
            }
        }
    }

    [Fact]
    public void Precision_FewerSamplesThanRegions_GivesTheRankAndWhatToDo()
    {
        var error = Assert.Throws<NotPositiveDefiniteException>(() =>
            Inverse.Precision(SampleCovariance.OfSignals(Signals(samples: 8, regions: 12, seed: 3)))
        );

        Assert.Contains("12 regions has rank 7", error.Message, StringComparison.Ordinal);
        Assert.Contains("8 samples give a rank of at most 7", error.Message, StringComparison.Ordinal);
        Assert.Contains("LedoitWolf", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Precision_BandPassedSeries_GivesTheRankAlthoughThereAreManySamples()
    {
        // 20 regions made of 9 cosines: what a narrow band leaves of 200 volumes.
        Matrix weights = Signals(samples: 9, regions: 20, seed: 4);
        Matrix x = Matrix.Create(
            200,
            20,
            (t, j) => Enumerable.Range(0, 9).Sum(f => weights[f, j] * Math.Cos(Math.PI * (t + 0.5) * (f + 3) / 200))
        );

        var error = Assert.Throws<NotPositiveDefiniteException>(() => Inverse.Precision(SampleCovariance.OfSignals(x)));

        Assert.Contains("20 regions has rank 9", error.Message, StringComparison.Ordinal);
        Assert.Contains("although there are 200 samples", error.Message, StringComparison.Ordinal);
    }

    [SharedFact]
    public void Precision_RealBandPassedRecording_IsRefusedAndSaysTheRank()
    {
        Matrix x = RecordedSignals.Read("rest_abide_pitt_aal116", "sub-50004_aal116.tsv.gz");

        var error = Assert.Throws<NotPositiveDefiniteException>(() => Inverse.Precision(SampleCovariance.OfSignals(x)));

        Assert.Contains("has rank 60 and so no inverse", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Measure_DifferentRegionCounts_NamesTheSubject()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            new ConnectivityMeasure().Measure([Signals(20, 4, 1), Signals(20, 5, 1)])
        );

        Assert.Equal(
            "Expected the same regions in every subject (4 in subject 0), but subject 1 has 5.",
            error.Message
        );
    }

    [Fact]
    public void Measure_DeadRegion_IsNamedByIndexAndSubject()
    {
        Matrix alive = Signals(20, 4, 1);
        Matrix dead = Matrix.Create(20, 4, (t, j) => j == 2 ? 7.5 : alive[t, j]);

        var error = Assert.Throws<ArgumentException>(() => new ConnectivityMeasure().Measure([alive, dead]));

        Assert.Equal(
            "Region 2 does not vary in subject 1: every sample is 7.5. Leave it out: a constant region has no connections.",
            error.Message
        );
    }

    [Fact]
    public void Measure_NotANumber_SaysWhere()
    {
        Matrix alive = Signals(20, 4, 1);
        Matrix bad = Matrix.Create(20, 4, (t, j) => (t, j) == (6, 3) ? double.NaN : alive[t, j]);

        var error = Assert.Throws<ArgumentException>(() => new ConnectivityMeasure().Measure([bad]));

        Assert.Equal("Region 3 has a value that is not finite at sample 6 in subject 0: NaN.", error.Message);
    }

    [Fact]
    public void Measure_OneSample_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => new ConnectivityMeasure().Measure([Signals(1, 4, 1)]));

        Assert.Equal("A covariance needs at least 2 samples, but there is 1 in subject 0.", error.Message);
    }

    [Fact]
    public void Measure_NoSubject_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new ConnectivityMeasure().Measure([]));

    [Fact]
    public void Measure_OneSubjectOneRegion_IsOne() =>
        Assert.Equal(1, new ConnectivityMeasure().Measure([Signals(20, 1, 1)]).Matrices[0][0, 0]);

    [Fact]
    public void Devectorise_UndoesVectorise()
    {
        Matrix x = Inverse.Correlation(SampleCovariance.OfSignals(Signals(30, 7, 4)).Values);

        NumericAssert.Close(x.AsSpan(), LowerTriangle.Devectorise(LowerTriangle.Vectorise(x)).AsSpan(), 1e-15);
        Matrix again = LowerTriangle.Devectorise(LowerTriangle.VectoriseOffDiagonal(x), [1, 1, 1, 1, 1, 1, 1]);
        Assert.Equal(x.AsSpan(), again.AsSpan());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(35)]
    public void Devectorise_NoSuchLength_IsRefused(int length) =>
        Assert.Throws<ArgumentException>(() => LowerTriangle.Devectorise(new double[length]));

    private static Connectivity Measure(string estimator, ConnectivityKind kind)
    {
        Matrix[] subjects =
        [
            .. Enumerable.Range(0, 5).Select(k => GoldenMatrix.Load("nilearn", "connectivity", $"in_sub{k}.npy")),
        ];
        return new ConnectivityMeasure
        {
            Kind = kind,
            Estimator = estimator == "lw" ? new LedoitWolf() : new EmpiricalCovariance(),
        }.Measure(subjects);
    }

    private static Npy Golden(string file) => Npy.Golden("nilearn", "connectivity", file);

    private static Matrix Signals(int samples, int regions, ulong seed)
    {
        double[] values = new double[samples * regions];
        new Rng(seed).FillNormal(values);
        return Matrix.FromColumnMajor(samples, regions, values);
    }
}
