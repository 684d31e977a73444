using Gyrus.Covariance;
using Gyrus.Covariance.Tangent;

namespace Gyrus.Tests.Covariance.Tangent;

public sealed class TangentSpaceTests
{
    /// <summary>With nilearn's own mean everything after it agrees to rounding.</summary>
    [SharedTheory]
    [InlineData("lw")]
    [InlineData("emp")]
    public void Transform_AroundNilearnsMean_AgreesWithNilearn(string name)
    {
        Matrix[] subjects = GoldenSubjects();

        var fit = new TangentSpaceFit(GoldenMean(name), Estimator(name));
        Connectivity tangent = fit.Transform(subjects);

        NumericAssert.Close(Golden(name, "tangent_whitening").Values, fit.Whitening.AsSpan(), 1e-9);
        Npy expected = Golden(name, "tangent");
        Npy inverse = Golden(name, "tangent_inverse");
        for (int k = 0; k < 5; k++)
        {
            NumericAssert.Close(expected.Values.AsSpan(k * 64, 64), tangent.Matrices[k].AsSpan(), 1e-9);
            Matrix back = fit.Covariance(tangent.Matrices[k]);
            NumericAssert.Close(inverse.Values.AsSpan(k * 64, 64), back.AsSpan(), 1e-9);
        }

        NumericAssert.Close(
            Golden(name, "tangent_vec").Values,
            [.. tangent.Matrices.SelectMany(LowerTriangle.Vectorise)],
            1e-9
        );
        NumericAssert.Close(
            Golden(name, "tangent_vec_nodiag").Values,
            [.. tangent.Matrices.SelectMany(LowerTriangle.VectoriseOffDiagonal)],
            1e-9
        );
    }

    /// <summary>
    /// nilearn stops its descent at ‖mean log‖/p² below 1e-7; the distance of its mean from the exact one is at most the norm
    /// of that gradient, and so must be the distance from ours. With Ledoit-Wolf that is below 1e-6, without shrinkage above.
    /// </summary>
    [SharedTheory]
    [InlineData("lw")]
    [InlineData("emp")]
    public void Fit_IsAsNearToNilearnsMeanAsThatIsToTheExactOne(string name)
    {
        Matrix[] subjects = GoldenSubjects();
        Matrix[] covariances = [.. subjects.Select(s => Estimator(name).Fit(s).Covariance.Values)];
        Matrix theirs = GoldenMean(name);

        TangentSpaceFit fit = new TangentSpace { Estimator = Estimator(name) }.Fit(subjects);

        double bound = Math.Sqrt(8) * GeometricMeanTests.MeanLogarithm(theirs, covariances);
        double distance = Math.Sqrt(8) * GeometricMeanTests.MeanLogarithm(fit.Mean, [theirs]);
        Assert.InRange(bound, 1e-8, 64 * 1e-7);
        Assert.InRange(distance, 0, bound * (1 + 1e-6));
    }

    [SharedFact]
    public void Transform_WithLedoitWolf_AgreesWithNilearn()
    {
        Matrix[] subjects = GoldenSubjects();

        TangentSpaceFit fit = new TangentSpace().Fit(subjects);
        Connectivity tangent = fit.Transform(subjects);

        NumericAssert.Close(Golden("lw", "tangent_mean").Values, fit.Mean.AsSpan(), 1e-6);
        NumericAssert.Close(Golden("lw", "tangent_whitening").Values, fit.Whitening.AsSpan(), 1e-6);
        NumericAssert.Close(
            Golden("lw", "tangent").Values,
            [.. tangent.Matrices.SelectMany(m => m.AsSpan().ToArray())],
            1e-6
        );
    }

    [Fact]
    public void Transform_OfTheGroup_HasMeanZero()
    {
        Matrix[] subjects = Group(6, 5);

        Connectivity tangent = new ConnectivityMeasure { Kind = ConnectivityKind.Tangent }.Measure(subjects);

        Assert.Equal(ConnectivityKind.Tangent, tangent.Kind);
        NumericAssert.Close(new double[25], tangent.Mean.AsSpan(), 1e-8 * Math.Sqrt(5));
    }

    [Fact]
    public void Transform_OfNewSubjects_DoesNotMoveTheMean()
    {
        Matrix[] group = Group(6, 5);
        Matrix stranger = Group(9, 5)[8];
        TangentSpaceFit fit = new TangentSpace().Fit(group);
        Matrix covariance = new LedoitWolf().Fit(stranger).Covariance.Values;

        Matrix tangent = fit.Transform([stranger]).Matrices[0];

        MathNet.Numerics.LinearAlgebra.Matrix<double> w = GeometricMeanTests.Function(
            GeometricMeanTests.Reference(fit.Mean),
            x => 1 / Math.Sqrt(x)
        );
        double[] expected = GeometricMeanTests
            .Function(w * GeometricMeanTests.Reference(covariance) * w, Math.Log)
            .ToColumnMajorArray();
        NumericAssert.Close(expected, tangent.AsSpan(), 1e-10);
        NumericAssert.Close(covariance.AsSpan(), fit.Covariance(tangent).AsSpan(), 1e-11);
    }

    [Fact]
    public void Tangent_OfTheMean_IsZero()
    {
        TangentSpaceFit fit = new TangentSpace().Fit(Group(4, 6));

        NumericAssert.Close(new double[36], fit.Tangent(fit.Mean).AsSpan(), 1e-12);
    }

    [Fact]
    public void TangentSpaceFit_OfAMeanThatWasRead_TransformsAsTheFitDid()
    {
        Matrix[] group = Group(4, 6);
        TangentSpaceFit fit = new TangentSpace().Fit(group);

        var again = new TangentSpaceFit(fit.Mean, new LedoitWolf());

        Assert.Equal(
            fit.Transform(group).Matrices[2].AsSpan(),
            (again with { Threads = 3 }).Transform(group).Matrices[2].AsSpan()
        );
    }

    [Fact]
    public void Fit_Threads_ChangeNoBit()
    {
        Matrix[] group = Group(19, 7);
        var space = new TangentSpace();

        TangentSpaceFit one = space.Fit(group);
        TangentSpaceFit three = (space with { Mean = new GeometricMean { Threads = 3 } }).Fit(group);

        Assert.Equal(one.Mean.AsSpan(), three.Mean.AsSpan());
        Assert.Equal(one.Transform(group).Matrices[3].AsSpan(), three.Transform(group).Matrices[3].AsSpan());
    }

    [Fact]
    public void Fit_OneSubject_IsRefusedAndSaysWhatToDo()
    {
        var error = Assert.Throws<ArgumentException>(() => new TangentSpace().Fit(Group(1, 4)));

        Assert.Contains("at least 2 subjects, but there is only subject 0", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Fit_SingularCovariance_NamesTheFirstSuchSubjectAndTheEstimator(int threads)
    {
        Matrix[] group = Group(4, 12);
        group[2] = group[2].RowRange(0, 8);
        group[3] = group[3].RowRange(0, 7);
        var space = new TangentSpace
        {
            Estimator = new EmpiricalCovariance(),
            Mean = new GeometricMean { Threads = threads },
        };

        var error = Assert.Throws<NotPositiveDefiniteException>(() => space.Fit(group));

        Assert.Equal(
            "The covariance of 12 regions in subject 2 has rank 7 and so no logarithm: 8 samples give a rank of at most 7. Use an estimator that shrinks (LedoitWolf, Oas), or fewer regions.",
            error.Message
        );
    }

    [Fact]
    public void Transform_OtherRegions_IsRefused()
    {
        TangentSpaceFit fit = new TangentSpace().Fit(Group(3, 5));

        var error = Assert.Throws<ArgumentException>(() => fit.Transform(Group(1, 6)));

        Assert.Equal("Expected the regions of the mean (5), but got 6.", error.Message);
    }

    [SharedFact]
    public void Fit_RealBandPassedRecordings_LedoitWolfCarriesTheMissingRank()
    {
        // 60 of 116 directions are left of each recording; the regions that are dead in some subject are left out of all.
        Matrix[] subjects = AbidePitt();
        var space = new TangentSpace
        {
            Mean = new GeometricMean { Tolerance = 1e-10, Threads = 2 },
        };

        TangentSpaceFit fit = space.Fit(subjects);
        Matrix[] covariances = [.. subjects.Select(s => new LedoitWolf().Fit(s).Covariance.Values)];

        Assert.True(fit.Convergence!.Converged);
        Assert.InRange(fit.Convergence.Iterations, 1, 20);
        Assert.InRange(GeometricMeanTests.MeanLogarithm(fit.Mean, covariances), 0, 1e-9);
        Assert.Throws<NotPositiveDefiniteException>(() =>
            (space with { Estimator = new EmpiricalCovariance() }).Fit(subjects)
        );
    }

    private static Matrix[] AbidePitt()
    {
        string folder = SharedFolder.Path("data", "rest_abide_pitt_aal116");
        Matrix[] all =
        [
            .. Directory
                .GetFiles(folder, "sub-*.tsv.gz")
                .Order(StringComparer.Ordinal)
                .Take(8)
                .Select(file => RecordedSignals.Read("rest_abide_pitt_aal116", Path.GetFileName(file))),
        ];
        int most = all.Max(s => s.Columns);
        return [.. all.Where(s => s.Columns == most)];
    }

    private static Matrix[] Group(int subjects, int regions) =>
        [
            .. new SyntheticGroupSparse
            {
                Regions = regions,
                Subjects = subjects,
                MinSamples = 60,
                MaxSamples = 60,
                Seed = 3,
            }
                .Generate()
                .Signals,
        ];

    private static Matrix[] GoldenSubjects() =>
        [.. Enumerable.Range(0, 5).Select(k => GoldenMatrix.Load("nilearn", "connectivity", $"in_sub{k}.npy"))];

    private static Matrix GoldenMean(string name) =>
        GoldenMatrix.Load("nilearn", "connectivity", $"out_{name}_tangent_mean.npy");

    private static ICovarianceEstimator Estimator(string name) =>
        name == "lw" ? new LedoitWolf() : new EmpiricalCovariance();

    private static Npy Golden(string estimator, string name) =>
        Npy.Golden("nilearn", "connectivity", $"out_{estimator}_{name}.npy");
}
