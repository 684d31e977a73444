using System.Buffers.Binary;
using System.IO.Compression;
using Gyrus.Imaging;

namespace Gyrus.Tests.Imaging;

/// <summary>The little of NIfTI-1 that the goldens use: single little-endian .nii.gz files with an sform.</summary>
internal static class TestNifti
{
    public static VolumeSeries Read(params ReadOnlySpan<string> parts)
    {
        string path = SharedFolder.Path(parts);
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress))
        {
            gzip.CopyTo(bytes);
        }

        byte[] all = bytes.ToArray();
        int[] dim = [.. Enumerable.Range(0, 8).Select(n => (int)BitConverter.ToInt16(all, 40 + (2 * n)))];
        (int type, int offset) = (BitConverter.ToInt16(all, 70), (int)BitConverter.ToSingle(all, 108));
        (float slope, float inter) = (BitConverter.ToSingle(all, 112), BitConverter.ToSingle(all, 116));
        Assert.True(BitConverter.ToInt16(all, 254) > 0, $"{path}: no sform");
        double[] rows = [.. Enumerable.Range(0, 12).Select(n => (double)BitConverter.ToSingle(all, 280 + (4 * n)))];
        var grid = new Grid(dim[1], dim[2], dim[3], new Affine(rows));
        int count = dim[0] > 3 ? dim[4] : 1;
        int size = BitConverter.ToInt16(all, 72) / 8;
        double[][] volumes = new double[count][];
        for (int t = 0; t < count; t++)
        {
            volumes[t] = new double[grid.Voxels];
            for (int v = 0; v < grid.Voxels; v++)
            {
                ReadOnlySpan<byte> at = all.AsSpan(offset + (((t * grid.Voxels) + v) * size), size);
                double value = type switch
                {
                    2 => at[0],
                    4 => BinaryPrimitives.ReadInt16LittleEndian(at),
                    8 => BinaryPrimitives.ReadInt32LittleEndian(at),
                    16 => BinaryPrimitives.ReadSingleLittleEndian(at),
                    64 => BinaryPrimitives.ReadDoubleLittleEndian(at),
                    _ => throw new InvalidDataException($"{path}: type {type}"),
                };
                volumes[t][v] = float.IsFinite(slope) && slope != 0 ? (value * slope) + inter : value;
            }
        }

        return new VolumeSeries(path, grid, volumes);
    }

    /// <summary>The one volume of a 3-D image.</summary>
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
