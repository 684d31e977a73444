using Gyrus.Imaging;
using Gyrus.Pipelines.Phantom;
using Gyrus.Signals;

namespace Gyrus.Tests.Pipelines;

public sealed class BoldPhantomTests
{
    private static readonly PhantomStudy Study = new BoldPhantom().Create();

    private static readonly BoldPhantom Small = new()
    {
        Regions = 11,
        Subjects = 2,
        Volumes = 40,
        VoxelMillimetres = 8,
        SpikesPerSubject = 3,
    };

    [Fact]
    public void Create_Twice_GivesTheSameBits()
    {
        (PhantomStudy first, PhantomStudy second) = (Small.Create(), Small.Create());

        for (int k = 0; k < 2; k++)
        {
            Assert.Equal(All(first.Subjects[k].Bold), All(second.Subjects[k].Bold));
            Assert.Equal(first.Subjects[k].Precision.AsSpan(), second.Subjects[k].Precision.AsSpan());
            Assert.Equal(first.Subjects[k].Confounds.Values.AsSpan(), second.Subjects[k].Confounds.Values.AsSpan());
        }

        Assert.Equal(first.Regions, second.Regions);
    }

    [Fact]
    public void Bold_ReadTwice_GivesTheSameBits()
    {
        IVolumeSeries bold = Small.Create().Subjects[0].Bold;

        Assert.Equal(All(bold), All(bold));
    }

    [Fact]
    public void Create_WithAnotherSeed_GivesAnotherStudy()
    {
        PhantomStudy other = (Small with { Seed = 2 }).Create();

        Assert.NotEqual(All(Small.Create().Subjects[0].Bold), All(other.Subjects[0].Bold));
        Assert.NotEqual(Small.Create().Topology.AsSpan().ToArray(), other.Topology.AsSpan().ToArray());
    }

    [Fact]
    public void Mask_HasTheVolumeAndTheSymmetryOfABrain()
    {
        ReadOnlySpan<double> mask = Study.Mask.Values;
        Grid grid = Study.Mask.Grid;

        Assert.Equal((40, 48, 38), (grid.I, grid.J, grid.K));
        double litres = mask.ToArray().Sum() * 64e-6;
        Assert.InRange(litres, 1.2, 2.0);
        for (int v = 0; v < mask.Length; v++)
        {
            (int i, int row) = (v % grid.I, v / grid.I);
            Assert.Equal(mask[v], mask[(row * grid.I) + grid.I - 1 - i]);
        }
    }

    [Fact]
    public void Mask_IsOnePieceThatDoesNotTouchTheBorder()
    {
        Grid grid = Study.Mask.Grid;
        int[] steps = [1, -1, grid.I, -grid.I, grid.I * grid.J, -grid.I * grid.J];
        double[] mask = Study.Mask.Values.ToArray();
        int total = mask.Count(m => m == 1);
        var front = new Stack<int>([Array.IndexOf(mask, 1.0)]);
        int reached = 0;
        while (front.TryPop(out int v))
        {
            if (mask[v] == 1)
            {
                mask[v] = 2;
                reached++;
                (int i, int j, int k) = (v % grid.I, v / grid.I % grid.J, v / (grid.I * grid.J));
                Assert.True(i > 0 && j > 0 && k > 0 && i < grid.I - 1 && j < grid.J - 1 && k < grid.K - 1);
                Array.ForEach(steps, s => front.Push(v + s));
            }
        }

        Assert.Equal(total, reached);
    }

    [Fact]
    public void Atlas_HasOverlappingMirroredMapsInsideTheBrain()
    {
        VolumeSeries atlas = VolumeSeries.Load(Study.Atlas);
        Grid grid = atlas.Grid;
        int[] covered = new int[grid.Voxels];

        Assert.Equal(39, atlas.Count);
        for (int k = 0; k < atlas.Count; k++)
        {
            double[] map = atlas[k].ToArray();
            Assert.InRange(map.Max(), 0.5, 1);
            Assert.True(map.All(w => w >= 0) && map.Count(w => w > 0) > 50);
            WorldPoint centre = Study.Regions[k].Centre!.Value;
            int mirror = Study.Regions.ToList().FindIndex(r => r.Centre == centre with { X = -centre.X });
            double[] partner = atlas[mirror].ToArray();
            for (int v = 0; v < map.Length; v++)
            {
                covered[v] += map[v] > 0 ? 1 : 0;
                Assert.True(map[v] == 0 || Study.Mask.Values[v] == 1);
                Assert.Equal(map[v], partner[v - (v % grid.I) + grid.I - 1 - (v % grid.I)], 1e-12);
            }
        }

        Assert.InRange(covered.Count(c => c > 1) / (double)covered.Count(c => c > 0), 0.2, 0.8);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(116)]
    [InlineData(200)]
    public void Atlas_OfAnyNumberOfRegions_HasIndependentMaps(int regions)
    {
        PhantomStudy study = (Small with { Regions = regions, VoxelMillimetres = 5, Volumes = 8 }).Create();
        VolumeSeries atlas = VolumeSeries.Load(study.Atlas);
        double[] maps = [.. Enumerable.Range(0, regions).SelectMany(k => atlas[k].ToArray())];
        double[] gram = new double[regions * regions];
        double[] values = new double[regions];
        var algebra = new ManagedLinearAlgebra();

        algebra.Gram(maps, study.Mask.Grid.Voxels, regions, gram);
        algebra.SymmetricEigenvalues(gram, values, regions);

        Assert.True(values[0] > 0.01 * values[^1], $"Eigenvalues from {values[0]} to {values[^1]}.");
        Assert.Equal(regions, study.Regions.Select(r => r.Name).Distinct().Count());
    }

    [Fact]
    public void Regions_HaveUniqueNamesCentresAndSeveralNetworks()
    {
        Assert.Equal(39, Study.Regions.Select(r => r.Name).Distinct().Count());
        Assert.All(Study.Regions, r => Assert.NotNull(r.Centre));
        Assert.True(Study.Regions.Select(r => r.Network).Distinct().Count() >= 6);
        Assert.Equal(Enumerable.Range(1, 39), Study.Regions.Select(r => r.Label));
    }

    [Fact]
    public void Precisions_ShareTheTopologyAndDifferInStrength()
    {
        Matrix topology = Study.Topology;
        Matrix[] precisions = [.. Study.Subjects.Select(s => s.Precision)];
        int edges = topology.AsSpan().ToArray().Count(v => v == 1) / 2;

        Assert.InRange(edges, 39, 39 * 38 / 2 / 4);
        foreach (Matrix theta in precisions)
        {
            Assert.Equal(-1, new ManagedLinearAlgebra().Cholesky(theta.AsSpan().ToArray(), 39));
            for (int j = 0; j < 39; j++)
            {
                for (int i = 0; i < 39; i++)
                {
                    Assert.Equal(theta[j, i], theta[i, j]);
                    Assert.Equal(i != j && topology[i, j] == 1, i != j && theta[i, j] != 0);
                }
            }
        }

        Assert.Contains(precisions[0].AsSpan().ToArray().Where((_, e) => e % 40 != 0), v => v > 0);
        Assert.NotEqual(precisions[0].AsSpan().ToArray(), precisions[1].AsSpan().ToArray());
    }

    [Fact]
    public void Signals_HaveTheCovarianceOfTheInversePrecision()
    {
        PhantomSubject subject = (Small with { Volumes = 20_000, Subjects = 1, Autocorrelation = 0.5 })
            .Create()
            .Subjects[0];
        int n = subject.Precision.Rows;
        double[] covariance = subject.Precision.AsSpan().ToArray();
        var algebra = new ManagedLinearAlgebra();
        Assert.Equal(-1, algebra.Cholesky(covariance, n));
        algebra.CholeskyInverse(covariance, n);

        double[] sample = new double[n * n];
        algebra.Gram(subject.Signals.Values.AsSpan(), subject.Signals.Samples, n, sample);

        // 20,000 samples of autocorrelation 0.5 count like 12,000: standard errors below 0.013.
        NumericAssert.Close(covariance, sample.Select(v => v / subject.Signals.Samples).ToArray(), 0.055);
        Assert.All(Enumerable.Range(0, n), i => NumericAssert.Close(1, covariance[(i * n) + i], 1e-10));
    }

    [Fact]
    public void Topology_CanBeLearntFromTheTrueCourses()
    {
        const int N = 39;
        double[] strength = new double[N * N];
        var algebra = new ManagedLinearAlgebra();
        foreach (PhantomSubject subject in Study.Subjects)
        {
            double[] precision = new double[N * N];
            algebra.Gram(subject.Signals.Values.AsSpan(), subject.Signals.Samples, N, precision);
            Assert.Equal(-1, algebra.Cholesky(precision, N));
            algebra.CholeskyInverse(precision, N);
            for (int e = 0; e < strength.Length; e++)
            {
                strength[e] +=
                    Math.Abs(precision[e]) / Math.Sqrt(precision[e % N * (N + 1)] * precision[e / N * (N + 1)]);
            }
        }

        int[] pairs = [.. Enumerable.Range(0, N * N).Where(e => e % N < e / N)];
        double[] edges = [.. pairs.Where(e => Study.Topology.AsSpan()[e] == 1).Select(e => strength[e])];
        double[] others = [.. pairs.Where(e => Study.Topology.AsSpan()[e] == 0).Select(e => strength[e])];
        double won = edges.Average(a => others.Average(b => a > b ? 1.0 : 0));
        Assert.True(won > 0.95, $"Area under the curve {won:0.000}.");
    }

    [Fact]
    public void Confounds_LookLikeTheTableOfFmriprep()
    {
        Confounds table = Study.Subjects[0].Confounds;

        Assert.Equal(
            "trans_x trans_y trans_z rot_x rot_y rot_z csf white_matter framewise_displacement".Split(' '),
            table.Names
        );
        Assert.Equal(168, table.Samples);
        Assert.True(double.IsNaN(table.Values[0, 8]));
        Assert.Equal(1, table.Values.AsSpan().ToArray().Count(double.IsNaN));
        double displacement = 0;
        for (int c = 0; c < 6; c++)
        {
            displacement += (c < 3 ? 1 : 50) * Math.Abs(table.Values[5, c] - table.Values[4, c]);
        }

        NumericAssert.Close(displacement, table.Values[5, 8], 1e-14);
    }

    [Fact]
    public void Spikes_StandOutInTheFramewiseDisplacement()
    {
        PhantomSubject subject = (Small with { Volumes = 100 }).Create().Subjects[0];
        double[] displacement = subject.Confounds.Values.Column(8).ToArray()[1..];
        double median = displacement.Order().ElementAt(49);

        Assert.Equal(3, subject.SpikeVolumes.Count);
        Assert.All(subject.SpikeVolumes, t => Assert.True(displacement[t - 1] > 4 * median));
    }

    [Fact]
    public void Create_WithFewerVolumesPerSubject_ShortensEach()
    {
        PhantomStudy study = (Small with { Subjects = 3, FewerVolumesPerSubject = 5 }).Create();

        Assert.Equal([40, 35, 30], study.Subjects.Select(s => s.Bold.Count));
        Assert.Equal([40, 35, 30], study.Subjects.Select(s => All(s.Bold).Length / study.Mask.Grid.Voxels));
        Assert.Equal([40, 35, 30], study.Subjects.Select(s => s.Confounds.Samples));
    }

    [Fact]
    public void Create_WithMoreRegionsThanFit_SaysWhatToDo()
    {
        string message = Assert
            .Throws<ArgumentException>(() => (Small with { Regions = 400, VoxelMillimetres = 12 }).Create())
            .Message;

        Assert.Contains("Ask for fewer, or for smaller voxels.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bold_OutsideTheBrainIsZero_InsideItIsTheAnatomyWithinAFewPercent()
    {
        using IVolumeReader reader = Study.Subjects[0].Bold.Open();
        double[] volume = new double[Study.Mask.Grid.Voxels];
        Assert.True(reader.ReadNext(volume));

        double worst = 0;
        for (int v = 0; v < volume.Length; v++)
        {
            Assert.True(Study.Mask.Values[v] == 1 || volume[v] == 0);
            double anatomy = Study.Anatomy.Values[v];
            worst = anatomy > 0 ? Math.Max(worst, Math.Abs((volume[v] / anatomy) - 1)) : worst;
        }

        Assert.InRange(worst, 0.02, 0.4);
    }

    /// <summary>Least squares on the phantom's own maps, cleaning as usual: the truth comes back.</summary>
    [Fact]
    public void ExtractionAndCleaning_GiveBackTheTrueCourses()
    {
        VolumeSeries atlas = VolumeSeries.Load(Study.Atlas);
        PhantomSubject subject = Study.Subjects[0];
        var extracted = new RegionSignals(subject.Name, LeastSquares(atlas, subject.Bold), Study.Regions)
        {
            RepetitionTimeSeconds = 2,
        };
        var cleaner = new SignalCleaner { HighPassHz = 0.01, ConfoundMissing = ConfoundMissing.FillFromNext };
        var inputs = new CleaningInputs { Confounds = subject.Confounds };

        Matrix found = cleaner.Clean(extracted, inputs).Signals.Values;
        Matrix truth = cleaner.Clean(subject.Signals, inputs).Signals.Values;

        double[] correlations =
        [
            .. Enumerable.Range(0, 39).Select(j => Enumerable.Range(0, 168).Sum(t => found[t, j] * truth[t, j]) / 167),
        ];
        Assert.True(correlations.Min() > 0.9, $"The worst of 39 correlations is {correlations.Min():0.000}.");
    }

    private static Matrix LeastSquares(VolumeSeries atlas, IVolumeSeries bold)
    {
        (int n, int voxels) = (atlas.Count, atlas.Grid.Voxels);
        double[] maps = new double[n * voxels];
        for (int k = 0; k < n; k++)
        {
            atlas[k].CopyTo(maps.AsSpan(k * voxels));
        }

        var algebra = new ManagedLinearAlgebra();
        double[] inverse = new double[n * n];
        algebra.Gram(maps, voxels, n, inverse);
        Assert.Equal(-1, algebra.Cholesky(inverse, n));
        algebra.CholeskyInverse(inverse, n);

        var signals = new Matrix(bold.Count, n);
        double[] volume = new double[voxels];
        double[] products = new double[n];
        double[] course = new double[n];
        using IVolumeReader reader = bold.Open();
        for (int t = 0; reader.ReadNext(volume); t++)
        {
            algebra.Multiply(maps, volume, products, new ProductShape(n, voxels, 1, TransposeA: true));
            algebra.Multiply(inverse, products, course, new ProductShape(n, n, 1));
            for (int k = 0; k < n; k++)
            {
                signals[t, k] = course[k];
            }
        }

        return signals;
    }

    [Fact]
    public void Create_WithRuns_KeepsThePrecisionOfASubjectAndChangesAllElse()
    {
        BoldPhantom one = new()
        {
            Subjects = 2,
            Regions = 6,
            Volumes = 12,
            VoxelMillimetres = 12,
        };

        PhantomStudy single = one.Create();
        PhantomStudy runs = (one with { Sessions = 2, Runs = 2 }).Create();

        Assert.Equal(
            ["sub-01_ses-1_run-1", "sub-01_ses-1_run-2", "sub-01_ses-2_run-1", "sub-01_ses-2_run-2"],
            runs.Subjects.Take(4).Select(s => s.Name)
        );
        Assert.Equal(8, runs.Subjects.Count);
        for (int k = 0; k < 2; k++)
        {
            Assert.Equal(All(single.Subjects[k].Bold), All(runs.Subjects[4 * k].Bold));
            for (int run = 1; run < 4; run++)
            {
                PhantomSubject other = runs.Subjects[(4 * k) + run];
                Assert.Equal(single.Subjects[k].Precision.AsSpan().ToArray(), other.Precision.AsSpan().ToArray());
                Assert.NotEqual(single.Subjects[k].Signals.Values[0, 0], other.Signals.Values[0, 0]);
                Assert.NotEqual(single.Subjects[k].Confounds.Values[1, 0], other.Confounds.Values[1, 0]);
            }
        }
    }

    private static double[] All(IVolumeSeries series)
    {
        int size = series.Grid.Voxels;
        double[] all = new double[series.Count * size];
        using IVolumeReader reader = series.Open();
        for (int t = 0; t < series.Count; t++)
        {
            Assert.True(reader.ReadNext(all.AsSpan(t * size, size)));
        }

        Assert.False(reader.ReadNext(new double[size]));
        return all;
    }
}
