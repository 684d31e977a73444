using Gyrus.Numerics;

namespace Gyrus.Imaging;

/// <summary>A 4-D image held in memory.</summary>
public sealed class VolumeSeries : IVolumeSeries
{
    private readonly double[][] _volumes;

    /// <summary>Wraps arrays of one value per voxel each. They are not copied: give them away.</summary>
    /// <exception cref="ArgumentException">An array does not hold one value per voxel, or there is none.</exception>
    public VolumeSeries(string name, Grid grid, IEnumerable<double[]> volumes)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(volumes);
        _volumes = [.. volumes];
        Require.AtLeast(1, _volumes.Length, nameof(volumes));
        foreach (double[] volume in _volumes)
        {
            Require.SameSize(grid.Voxels, volume.Length, "one value per voxel");
        }

        Name = name;
        Grid = grid;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public Grid Grid { get; }

    /// <inheritdoc/>
    public int Count => _volumes.Length;

    /// <inheritdoc/>
    public double? RepetitionTimeSeconds { get; init; }

    /// <summary>The values of one volume.</summary>
    public ReadOnlySpan<double> this[int volume] => _volumes[volume];

    /// <summary>Reads a whole series into memory.</summary>
    public static VolumeSeries Load(IVolumeSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        using IVolumeReader reader = series.Open();
        double[][] volumes = new double[series.Count][];
        for (int t = 0; t < volumes.Length; t++)
        {
            volumes[t] = new double[series.Grid.Voxels];
            if (!reader.ReadNext(volumes[t]))
            {
                throw new InvalidDataException(
                    $"{series.Name}: the image promised {series.Count} volumes, but has {t}."
                );
            }
        }

        return new VolumeSeries(series.Name, series.Grid, volumes)
        {
            RepetitionTimeSeconds = series.RepetitionTimeSeconds,
        };
    }

    /// <inheritdoc/>
    public IVolumeReader Open() => new Reader(_volumes);

    private sealed class Reader(double[][] volumes) : IVolumeReader
    {
        private int _next;

        public bool ReadNext(Span<double> destination)
        {
            if (_next == volumes.Length)
            {
                return false;
            }

            volumes[_next++].CopyTo(destination);
            return true;
        }

        public void Dispose() { }
    }
}
