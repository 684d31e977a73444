using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.Imaging;

/// <summary>An atlas of labels: every voxel belongs to one region, or to the background.</summary>
/// <remarks>
/// Labels are integers, and names are bound to them once, here. A label without a name, or a name without a voxel, is
/// reported by name and never shifts another. Voxels that are not finite are background.
/// </remarks>
public sealed class LabelsAtlas : IAtlas
{
    private readonly int[] _labels;
    private readonly int _background;

    private LabelsAtlas(string name, Grid grid, (int[] Labels, int Background) image, IReadOnlyList<Region> regions)
    {
        (Name, Grid, _labels, _background, Regions) = (name, grid, image.Labels, image.Background, regions);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public Grid Grid { get; }

    /// <summary>Gets the regions that have voxels, by ascending label.</summary>
    public IReadOnlyList<Region> Regions { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Warnings { get; private init; } = [];

    /// <inheritdoc/>
    RegionKind IAtlas.Kind => RegionKind.Labels;

    /// <summary>Binds a table of names to an image of labels.</summary>
    /// <param name="name">What the atlas is called in messages: the file name, mostly.</param>
    /// <param name="image">The labels: integers of any sign.</param>
    /// <param name="table">A region per label, in any order; null names every label <c>label 7</c>.</param>
    /// <param name="background">The label that is no region. Default 0.</param>
    /// <returns>The atlas. Regions without a centre get that of <see cref="CutCoordinates.OfLabels"/>.</returns>
    /// <exception cref="ArgumentException">
    /// A value is not an integer, the image holds no region, or the table has a label or a name twice.
    /// </exception>
    public static LabelsAtlas Create(string name, Volume image, IReadOnlyList<Region>? table = null, int background = 0)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(image);
        int[] labels = Labels(name, image, background);
        int[] present = [.. labels.Distinct().Where(label => label != background).Order()];
        if (present.Length == 0)
        {
            throw new ArgumentException(
                Invariant($"{name}: every voxel holds the background label {background}: there is no region.")
            );
        }

        var warnings = new List<string>();
        List<Region> regions = Bind(name, present, table?.Where(r => r.Label != background).ToList(), warnings);
        RegionTable.RequireUniqueNames(name, regions);
        SparseRows rows = Rows(labels, present);
        return new LabelsAtlas(
            name,
            image.Grid,
            (labels, background),
            [
                .. regions.Select(
                    (region, r) =>
                        RegionTable.WithCentre(
                            region,
                            () => CutCoordinates.OfVoxels(rows.Voxels(r), image.Grid, Hemisphere.Left)
                        )
                ),
            ]
        )
        {
            Warnings = warnings,
        };
    }

    /// <inheritdoc/>
    SparseRows IAtlas.On(Grid target)
    {
        int[] ascending = [.. Regions.Select(r => r.Label)];
        if (target.IsSameAs(Grid))
        {
            return Rows(_labels, ascending);
        }

        // Shifted by the background, so that positions outside the atlas, which read 0, are background.
        double[] shifted = Array.ConvertAll(_labels, label => (double)label - _background);
        double[] moved = new double[target.Voxels];
        ResamplingMap.Create(Grid, target, Interpolation.Nearest).Forward(shifted, moved);
        return Rows(Array.ConvertAll(moved, value => (int)Math.Round(value + _background)), ascending);
    }

    private static int[] Labels(string name, Volume image, int background)
    {
        int[] labels = new int[image.Values.Length];
        for (int v = 0; v < labels.Length; v++)
        {
            double value = image.Values[v];
            if (double.IsFinite(value) && (value != Math.Round(value) || Math.Abs(value) > int.MaxValue))
            {
                Grid g = image.Grid;
                throw new ArgumentException(
                    Invariant(
                        $"{name}: labels must be integers, but voxel ({v % g.I}, {v / g.I % g.J}, {v / g.I / g.J}) holds {value}. An atlas of weights is a maps atlas."
                    )
                );
            }

            labels[v] = double.IsFinite(value) ? (int)value : background;
        }

        return labels;
    }

    private static List<Region> Bind(string name, int[] present, List<Region>? table, List<string> warnings)
    {
        if (table is null)
        {
            return [.. present.Select(label => new Region(label, Invariant($"label {label}")))];
        }

        IGrouping<int, Region>? twice = table.GroupBy(r => r.Label).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
        {
            throw new ArgumentException(
                Invariant(
                    $"{name}: the table names label {twice.Key} twice: {RegionTable.Quote([.. twice.Select(r => r.Name)])}."
                )
            );
        }

        RegionTable.RequireUniqueNames(name, table);
        var byLabel = table.ToDictionary(r => r.Label);
        int[] nameless = [.. present.Where(label => !byLabel.ContainsKey(label))];
        if (nameless.Length > 0)
        {
            warnings.Add(
                Invariant(
                    $"{name}: {nameless.Length} of {present.Length} labels are not in the table and keep their number as a name: {RegionTable.Quote([.. nameless.Select(l => Invariant($"label {l}"))])}."
                )
            );
        }

        HashSet<int> voxels = [.. present];
        string[] absent = [.. table.Where(r => !voxels.Contains(r.Label)).Select(r => r.Name)];
        if (absent.Length > 0)
        {
            warnings.Add(
                Invariant(
                    $"{name}: {absent.Length} of {table.Count} regions of the table have no voxel in the image and are left out: {RegionTable.Quote(absent)}."
                )
            );
        }

        return
        [
            .. present.Select(label =>
                byLabel.GetValueOrDefault(label) ?? new Region(label, Invariant($"label {label}"))
            ),
        ];
    }

    private static SparseRows Rows(int[] labels, int[] ascending)
    {
        var rowOf = ascending.Select((label, row) => (label, row)).ToDictionary(p => p.label, p => p.row);
        List<int>[] voxels = [.. ascending.Select(_ => new List<int>())];
        for (int v = 0; v < labels.Length; v++)
        {
            if (rowOf.TryGetValue(labels[v], out int row))
            {
                voxels[row].Add(v);
            }
        }

        return new SparseRows(
            [.. voxels.Select(list => list.ToArray())],
            [.. voxels.Select(list => Enumerable.Repeat(1.0, list.Count).ToArray())]
        );
    }
}
