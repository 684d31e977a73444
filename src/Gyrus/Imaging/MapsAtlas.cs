using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.Imaging;

/// <summary>An atlas of weighted maps that may overlap, such as probabilistic regions or ICA components.</summary>
/// <remarks>Only non-zero weights are kept. They may be negative. Weights that are not finite become 0, with a warning.</remarks>
public sealed class MapsAtlas : IAtlas
{
    private readonly SparseRows _rows;

    private MapsAtlas(string name, Grid grid, IReadOnlyList<Region> regions, SparseRows rows)
    {
        (Name, Grid, Regions, _rows) = (name, grid, regions, rows);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public Grid Grid { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Region> Regions { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Warnings { get; private init; } = [];

    /// <inheritdoc/>
    RegionKind IAtlas.Kind => RegionKind.Maps;

    /// <summary>Reads maps and binds one region to each.</summary>
    /// <param name="maps">One volume per map.</param>
    /// <param name="regions">One region per map, in order, names unique; null names them <c>map 1</c>, <c>map 2</c>, …</param>
    /// <returns>The atlas. Regions without a centre get that of <see cref="CutCoordinates.OfActivation"/>.</returns>
    /// <exception cref="ArgumentException">The counts disagree, two regions have one name, or every map is empty.</exception>
    public static MapsAtlas Read(IVolumeSeries maps, IReadOnlyList<Region>? regions = null)
    {
        ArgumentNullException.ThrowIfNull(maps);
        regions ??= [.. Enumerable.Range(1, maps.Count).Select(n => new Region(n, Invariant($"map {n}")))];
        if (regions.Count != maps.Count)
        {
            throw new ArgumentException(
                Invariant(
                    $"{maps.Name}: expected one region per map ({maps.Count}), but the table has {regions.Count}."
                )
            );
        }

        RegionTable.RequireUniqueNames(maps.Name, regions);
        (SparseRows rows, List<string> warnings) = ReadRows(maps, regions);
        Region[] placed = Place(regions, rows, maps.Grid);
        return new MapsAtlas(maps.Name, maps.Grid, placed, rows) { Warnings = warnings };
    }

    /// <inheritdoc/>
    SparseRows IAtlas.On(Grid target)
    {
        if (target.IsSameAs(Grid))
        {
            return _rows;
        }

        IResamplingMap map = ResamplingMap.Create(Grid, target, Interpolation.Linear);
        int[][] voxels = new int[_rows.Count][];
        double[][] weights = new double[_rows.Count][];
        Parallel.For(
            0,
            _rows.Count,
            () => (From: new double[Grid.Voxels], To: new double[target.Voxels]),
            (r, _, buffers) =>
            {
                _rows.Spread(r, buffers.From);
                map.Forward(buffers.From, buffers.To);
                (voxels[r], weights[r]) = SparseRows.Row(buffers.To);
                return buffers;
            },
            static _ => { }
        );
        return new SparseRows(voxels, weights);
    }

    private static Region[] Place(IReadOnlyList<Region> regions, SparseRows rows, Grid grid)
    {
        var placed = new Region[regions.Count];
        Parallel.For(
            0,
            placed.Length,
            r =>
                placed[r] = RegionTable.WithCentre(
                    regions[r],
                    () => CutCoordinates.OfWeights(rows.Voxels(r).ToArray(), rows.Weights(r).ToArray(), grid)
                )
        );
        return placed;
    }

    private static (SparseRows Rows, List<string> Warnings) ReadRows(IVolumeSeries maps, IReadOnlyList<Region> regions)
    {
        int[][] voxels = new int[maps.Count][];
        double[][] weights = new double[maps.Count][];
        var notFinite = new List<string>();
        double[] map = new double[maps.Grid.Voxels];
        using IVolumeReader reader = maps.Open();
        for (int r = 0; r < maps.Count && reader.ReadNext(map); r++)
        {
            if (!NonFinite.None(map))
            {
                notFinite.Add(regions[r].Name);
                NonFinite.Clear(map);
            }

            (voxels[r], weights[r]) = SparseRows.Row(map);
        }

        string[] empty = [.. regions.Where((_, r) => voxels[r].Length == 0).Select(region => region.Name)];
        if (empty.Length == maps.Count)
        {
            throw new ArgumentException(Invariant($"{maps.Name}: all {maps.Count} maps are zero everywhere."));
        }

        var warnings = new List<string>();
        if (empty.Length > 0)
        {
            warnings.Add(
                Invariant(
                    $"{maps.Name}: {empty.Length} of {maps.Count} maps are zero everywhere: {RegionTable.Quote(empty)}."
                )
            );
        }

        if (notFinite.Count > 0)
        {
            warnings.Add(
                Invariant(
                    $"{maps.Name}: {notFinite.Count} of {maps.Count} maps hold NaN or infinity, taken as 0: {RegionTable.Quote(notFinite)}."
                )
            );
        }

        return (new SparseRows(voxels, weights), warnings);
    }
}
