using Gyrus.Imaging;
using Gyrus.IO.Nifti;

namespace Gyrus.Tests.Imaging;

/// <summary>Images of the shared folder.</summary>
internal static class SharedImage
{
    public static NiftiImage Open(params ReadOnlySpan<string> parts) => NiftiImage.Open(SharedFolder.Path(parts));

    public static VolumeSeries Load(params ReadOnlySpan<string> parts) => VolumeSeries.Load(Open(parts));

    /// <summary>The first volume.</summary>
    public static Volume Volume(this VolumeSeries series) => new(series.Grid, series[0].ToArray());

    /// <summary>All volumes in numpy's C order of a (I, J, K[, T]) array.</summary>
    public static double[] COrder(this VolumeSeries series)
    {
        Grid g = series.Grid;
        double[] all = new double[g.Voxels * series.Count];
        int at = 0;
        for (int i = 0; i < g.I; i++)
        {
            for (int j = 0; j < g.J; j++)
            {
                for (int k = 0; k < g.K; k++)
                {
                    for (int t = 0; t < series.Count; t++)
                    {
                        all[at++] = series[t][i + (g.I * (j + (g.J * k)))];
                    }
                }
            }
        }

        return all;
    }
}
