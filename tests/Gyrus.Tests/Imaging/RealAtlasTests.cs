using Gyrus.Imaging;

namespace Gyrus.Tests.Imaging;

/// <summary>Atlases and images that others made.</summary>
public sealed class RealAtlasTests
{
    [SharedTheory]
    [InlineData("mni152_t1_8mm_brain", ResamplingTarget.None)]
    [InlineData("mni152_t1_2mm_brain", ResamplingTarget.Atlas)]
    public void Extract_With42ProbabilisticMaps_LeavesAResidualOrthogonalToEveryMap(
        string image,
        ResamplingTarget target
    )
    {
        MapsAtlas atlas = MapsAtlas.Read(SharedImage.Open("data", "atlases", "ohba42_probabilistic_8mm.nii.gz"));
        VolumeSeries brain = SharedImage.Load("data", "atlases", $"{image}.nii.gz");
        var extractor = new RegionExtractor { Target = target };

        Matrix signals = extractor.Extract(brain, atlas).Signals.Values;

        Volume seen = new Resampler { Clip = true }.Resample(brain.Volume(), atlas.Grid);
        double[] residual = target == ResamplingTarget.None ? brain[0].ToArray() : seen.Values.ToArray();
        SparseRows maps = ((IAtlas)atlas).On(atlas.Grid);
        bool[] inside = ResamplingMap.Create(brain.Grid, atlas.Grid, Interpolation.Nearest).Inside();
        double scale = residual.Max();
        Each(maps, inside, (r, v, weight) => residual[v] -= signals[0, r] * weight);
        double[] products = new double[maps.Count];
        Each(maps, inside, (r, v, weight) => products[r] += residual[v] * weight / scale / maps.Magnitude(r));
        Assert.Equal(42, signals.Columns);
        Assert.All(products, p => Assert.InRange(p, -1e-12, 1e-12));
    }

    [SharedFact]
    public void Extract_OfARunAndLabelsOnItsGrid_IsTheMeanOfEachLabel()
    {
        VolumeSeries run = SharedImage.Load("data", "bold4d_haxby_lowres", "run001_bold_25mm.nii.gz");
        Volume labels = SharedImage.Load("data", "bold4d_haxby_lowres", "masks_25mm", "hoc.nii.gz").Volume();
        LabelsAtlas atlas = LabelsAtlas.Create("hoc", labels);

        Matrix signals = new RegionExtractor { Target = ResamplingTarget.None }
            .Extract(run, atlas)
            .Signals.Values;

        Assert.Equal((run.Count, atlas.Regions.Count), (signals.Rows, signals.Columns));
        for (int r = 0; r < atlas.Regions.Count; r++)
        {
            int[] voxels =
            [
                .. Enumerable.Range(0, run.Grid.Voxels).Where(v => labels.Values[v] == atlas.Regions[r].Label),
            ];
            for (int t = 0; t < run.Count; t += 30)
            {
                Assert.Equal(voxels.Average(v => run[t][v]), signals[t, r], 1e-9);
            }
        }
    }

    private static void Each(SparseRows rows, bool[] inside, Action<int, int, double> visit)
    {
        for (int r = 0; r < rows.Count; r++)
        {
            for (int n = 0; n < rows.Voxels(r).Length; n++)
            {
                if (inside[rows.Voxels(r)[n]])
                {
                    visit(r, rows.Voxels(r)[n], rows.Weights(r)[n]);
                }
            }
        }
    }
}
