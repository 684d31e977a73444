using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.Imaging;

/// <summary>Region signals as an image again, the inverse of an extraction: one volume per sample, made as it is read.</summary>
/// <remarks>
/// <para>
/// A voxel holds Σᵣ wᵣ·sᵣ of the maps there, the signal of its label, the mean of the signals of the spheres it lies in, or its
/// own signal; elsewhere 0. Of signals that <see cref="RegionExtractor"/> made without cleaning, that is the fit to the image, the
/// nearest one that the regions can express. As <c>inverse_transform</c> of nilearn's maskers.
/// </para>
/// <para>Memory: the atlas on the grid, and the signals; never more than one volume.</para>
/// </remarks>
public sealed class SignalVolumes : IVolumeSeries
{
    private readonly SparseRows _rows;
    private readonly RegionSignals _signals;
    private readonly (int Row, int Column)[] _pairs;
    private readonly double[]? _shares;

    private SignalVolumes(RegionSignals signals, Grid grid, SparseRows rows, (int, int)[] pairs, double[]? shares)
    {
        (_signals, Grid, _rows, _pairs, _shares) = (signals, grid, rows, pairs, shares);
    }

    /// <inheritdoc/>
    public string Name => _signals.Subject;

    /// <inheritdoc/>
    public Grid Grid { get; }

    /// <inheritdoc/>
    public int Count => _signals.Samples;

    /// <inheritdoc/>
    public double? RepetitionTimeSeconds => _signals.RepetitionTimeSeconds;

    /// <summary>Gets what is suspicious but usable, in full sentences.</summary>
    public IReadOnlyList<string> Warnings { get; private init; } = [];

    /// <summary>Binds signals to the voxels of an atlas, region by region name.</summary>
    /// <param name="signals">
    /// The signals. Their regions are matched by name; where they are only numbered (<c>region-1</c>, …), by position.
    /// </param>
    /// <param name="atlas">The atlas that the signals were extracted with.</param>
    /// <param name="grid">The grid of the volumes; null for the atlas's own. Seeds have none, so they need one.</param>
    /// <param name="mask">The voxels that may hold a signal (not 0), brought to the grid; null for all.</param>
    /// <exception cref="ArgumentException">A signal belongs to no region, seeds come without a grid, or no region has a voxel.</exception>
    public static SignalVolumes Of(RegionSignals signals, IAtlas atlas, Grid? grid = null, Volume? mask = null)
    {
        ArgumentNullException.ThrowIfNull(signals);
        ArgumentNullException.ThrowIfNull(atlas);
        Grid target =
            grid
            ?? atlas.Grid
            ?? throw new ArgumentException(
                $"{atlas.Name}: seeds have no grid of their own: say on which the volumes are."
            );
        (int Row, int Column)[] pairs = Pairs(signals, atlas);
        SparseRows rows = atlas.On(target);
        if (mask is not null)
        {
            rows = rows.Within(VoxelMask.On(target, mask));
        }

        if (pairs.All(p => rows.Voxels(p.Row).Length == 0))
        {
            throw new ArgumentException(
                $"{atlas.Name}: no region of {signals.Subject} has a voxel on the grid of {target}, {ExtractionGeometry.Extent(target)}."
            );
        }

        double[]? shares = atlas.Kind == RegionKind.Spheres ? Shares(rows, pairs, target) : null;
        return new SignalVolumes(signals, target, rows, pairs, shares)
        {
            Warnings = Doubts(signals, atlas, rows, pairs),
        };
    }

    /// <inheritdoc/>
    public IVolumeReader Open() => new Reader(this);

    private static (int Row, int Column)[] Pairs(RegionSignals signals, IAtlas atlas)
    {
        var rowOf = atlas.Regions.Select((region, row) => (region.Name, row)).ToDictionary(p => p.Name, p => p.row);
        string[] names = [.. signals.Regions.Select(r => r.Name)];
        string[] unknown = [.. names.Where(name => !rowOf.ContainsKey(name))];
        if (unknown.Length == 0)
        {
            return [.. names.Select((name, column) => (rowOf[name], column))];
        }

        bool numbered = names.Select((name, n) => name == Invariant($"region-{n + 1}")).All(x => x);
        return numbered && names.Length == atlas.Regions.Count
            ? [.. names.Select((_, n) => (n, n))]
            : throw new ArgumentException(
                Invariant(
                    $"{signals.Subject}: {unknown.Length} of {names.Length} signals belong to no region of {atlas.Name}: {RegionTable.Quote(unknown)}. Its regions are {RegionTable.Quote([.. atlas.Regions.Select(r => r.Name)])}."
                )
            );
    }

    /// <summary>One over the number of spheres that hold each voxel.</summary>
    private static double[] Shares(SparseRows rows, (int Row, int Column)[] pairs, Grid grid)
    {
        double[] counts = new double[grid.Voxels];
        foreach ((int row, _) in pairs)
        {
            foreach (int voxel in rows.Voxels(row))
            {
                counts[voxel]++;
            }
        }

        return Array.ConvertAll(counts, count => count > 0 ? 1 / count : 0);
    }

    private static List<string> Doubts(
        RegionSignals signals,
        IAtlas atlas,
        SparseRows rows,
        (int Row, int Column)[] pairs
    )
    {
        var warnings = new List<string>();
        var given = pairs.Select(p => p.Row).ToHashSet();
        string[] silent = [.. atlas.Regions.Where((_, row) => !given.Contains(row)).Select(r => r.Name)];
        if (silent.Length > 0)
        {
            warnings.Add(
                Invariant(
                    $"{signals.Subject}: {silent.Length} of {atlas.Regions.Count} regions of {atlas.Name} have no signal, and are 0 in the image: {RegionTable.Quote(silent)}."
                )
            );
        }

        string[] lost = [.. pairs.Where(p => rows.Voxels(p.Row).Length == 0).Select(p => atlas.Regions[p.Row].Name)];
        if (lost.Length > 0)
        {
            warnings.Add(
                Invariant(
                    $"{signals.Subject}: {lost.Length} of {pairs.Length} signals have no voxel in the image: {RegionTable.Quote(lost)}."
                )
            );
        }

        return warnings;
    }

    private void Write(int sample, Span<double> volume)
    {
        volume.Clear();
        foreach ((int row, int column) in _pairs)
        {
            double signal = _signals.Values[sample, column];
            ReadOnlySpan<int> voxels = _rows.Voxels(row);
            ReadOnlySpan<double> weights = _rows.Weights(row);
            for (int n = 0; n < voxels.Length; n++)
            {
                volume[voxels[n]] += weights[n] * signal * (_shares?[voxels[n]] ?? 1);
            }
        }
    }

    private sealed class Reader(SignalVolumes source) : IVolumeReader
    {
        private int _next;

        public bool ReadNext(Span<double> destination)
        {
            if (_next == source.Count)
            {
                return false;
            }

            source.Write(_next++, destination);
            return true;
        }

        public void Dispose() { }
    }
}
