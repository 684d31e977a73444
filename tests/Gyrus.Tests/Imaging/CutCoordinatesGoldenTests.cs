using Gyrus.Imaging;
using Gyrus.Signals;

namespace Gyrus.Tests.Imaging;

public class CutCoordinatesGoldenTests
{
    private const double Tolerance = 1e-4; // mm; the golden's own

    private static readonly string[] Folder = ["golden", "nilearn", "cut_coords"];

    [SharedFact]
    public void OfMaps_AgreesWithProbabilisticAtlasCutCoords()
    {
        IReadOnlyList<WorldPoint?> centres = CutCoordinates.OfMaps(SharedImage.Open([.. Folder, "in_maps.nii.gz"]));

        Close(Golden("out_probabilistic"), [.. centres.Select(c => c!.Value)]);
    }

    [SharedFact]
    public void OfActivation_WithAThreshold_AgreesWithXyzCutCoords()
    {
        Volume first = SharedImage.Load([.. Folder, "in_maps.nii.gz"]).Volume();

        Close(Golden("out_xyz_threshold0.5"), [CutCoordinates.OfActivation(first, 0.5)!.Value]);
    }

    [SharedFact]
    public void OfLabels_Left_AgreesWithParcellationCutCoords()
    {
        Volume labels = SharedImage.Load([.. Folder, "in_labels.nii.gz"]).Volume();

        Close(Golden("out_parcellation_left"), [.. CutCoordinates.OfLabels(labels).Select(l => l.Centre)]);
    }

    /// <summary>The golden's second row is the centre of the image: nilearn finds no voxel of label 3 in the right hemisphere and averages the background.</summary>
    [SharedFact]
    public void OfLabels_Right_AgreesForALabelOfBothSides_AndFallsBackForOneOfTheLeft()
    {
        Volume labels = SharedImage.Load([.. Folder, "in_labels.nii.gz"]).Volume();

        IReadOnlyList<LabelCentre> right = CutCoordinates.OfLabels(labels, Hemisphere.Right);

        Close(Golden("out_parcellation_right_labels_1_3")[..3], [right[0].Centre]);
        Close(Golden("out_parcellation_left")[6..9], [right[2].Centre]);
    }

    /// <summary>The golden cut the first map before the small values were set to zero; that map is a Gaussian, so it can be continued.</summary>
    [SharedTheory]
    [InlineData(0, "x")]
    [InlineData(1, "y")]
    [InlineData(2, "z")]
    public void Slices_AgreeWithCutSlices(int axis, string name)
    {
        Volume first = Continued(SharedImage.Load([.. Folder, "in_maps.nii.gz"]).Volume());

        NumericAssert.Close(Golden($"out_slices_{name}"), [.. CutCoordinates.Slices(first, axis, 5)], Tolerance);
    }

    /// <summary>The Gaussian through the peak of an image and its neighbours; it must give the image where that is not zero.</summary>
    private static Volume Continued(Volume image)
    {
        Grid grid = image.Grid;
        int peak = image.Values.IndexOf(System.Numerics.Tensors.TensorPrimitives.Max(image.Values));
        int[] at = [peak % grid.I, peak / grid.I % grid.J, peak / grid.I / grid.J];
        int[] steps = [1, grid.I, grid.I * grid.J];
        double[] values = image.Values.ToArray();
        double top = Math.Log(values[peak]);
        (double Slope, double Curve)[] sides =
        [
            .. steps
                .Select(step => (Below: Math.Log(values[peak - step]), Above: Math.Log(values[peak + step])))
                .Select(l => ((l.Above - l.Below) / 2, l.Above + l.Below - (2 * top))),
        ];
        double[] full = new double[values.Length];
        for (int v = 0; v < full.Length; v++)
        {
            double[] d = [v % grid.I - at[0], v / grid.I % grid.J - at[1], v / grid.I / grid.J - at[2]];
            full[v] = Math.Exp(top + sides.Zip(d, (s, x) => (s.Slope * x) + (0.5 * s.Curve * x * x)).Sum());
            Assert.True(values[v] == 0 || Math.Abs(full[v] - values[v]) < 1e-6, "The map is not a Gaussian.");
        }

        return new Volume(grid, full);
    }

    private static double[] Golden(string name) => Npy.Golden("nilearn", "cut_coords", name + ".npy").Values;

    private static void Close(double[] expected, WorldPoint[] actual)
    {
        double[] numbers = [.. actual.SelectMany(p => (double[])[p.X, p.Y, p.Z])];
        Assert.Equal(expected.Length, numbers.Length);
        for (int n = 0; n < numbers.Length; n++)
        {
            Assert.InRange(numbers[n], expected[n] - Tolerance, expected[n] + Tolerance);
        }
    }
}
