using Gyrus.IO.Nifti;

namespace Gyrus.IO.Tests.Nifti;

/// <summary>The golden nifti_io: constructed files of each kind and what nibabel 5.4.2 makes of them, to 1e-9.</summary>
public sealed class NiftiGoldenTests
{
    private const double Tolerance = 1e-9;

    public static TheoryData<string> Files =>
        [
            "f32_big_endian.nii.gz",
            "f32_both.nii",
            "f32_neither.nii",
            "f32_q_only.nii.gz",
            "f64_s_only.nii",
            "i16_big_endian.nii",
            "i16_plain.nii.gz",
            "i16_scaled.nii.gz",
            "i32.nii",
            "i8.nii",
            "nifti2.nii",
            "pair.hdr",
            "pair.img",
            "u16.nii",
            "u8_plain.nii",
            "u8_scaled.nii",
        ];

    [SharedTheory]
    [MemberData(nameof(Files))]
    public void Read_MatchesNibabel(string file)
    {
        string stem = "out_" + file.Split('.')[0];
        var values = Testing.Npy.Golden("nilearn", "nifti_io", stem + ".npy");
        var affine = Testing.Npy.Golden("nilearn", "nifti_io", stem + "_affine.npy");

        NiftiImage image = NiftiImage.Open(SharedFolder.Path("golden", "nilearn", "nifti_io", "in_" + file));

        NumericAssert.Close(affine.Values.AsSpan(0, 12), NiftiCorpusTests.Rows(image.Grid.Affine), Tolerance);
        NumericAssert.Close(values.Values, InCOrder(image, values.Shape), Tolerance);
    }

    /// <summary>numpy's order, the last axis running fastest; ours has the first running fastest.</summary>
    private static double[] InCOrder(NiftiImage image, int[] shape)
    {
        var series = image.ReadSeries();
        int volumes = shape.Length > 3 ? shape[3] : 1;
        Assert.Equal((shape[0], shape[1], shape[2]), (image.Grid.I, image.Grid.J, image.Grid.K));
        Assert.Equal(volumes, series.Count);
        double[] values = new double[image.Grid.Voxels * volumes];
        int at = 0;
        for (int i = 0; i < shape[0]; i++)
        {
            for (int j = 0; j < shape[1]; j++)
            {
                for (int k = 0; k < shape[2]; k++)
                {
                    for (int v = 0; v < volumes; v++)
                    {
                        values[at++] = series[v][i + (shape[0] * (j + (shape[1] * k)))];
                    }
                }
            }
        }

        return values;
    }
}
