using Gyrus.Optimization;

namespace Gyrus.Glm.Features;

/// <summary>The columns of a design that are not of local support: stored ones and convolved ones, numbered in the order of the design.</summary>
internal sealed class FullColumns : IColumns
{
    private readonly IColumns[] _sources;
    private readonly int[] _numbers;

    public FullColumns(
        DenseDesign dense,
        IReadOnlyList<int> denseColumns,
        IReadOnlyList<(int Column, ConvolvedBlock Block, int Number)> convolved
    )
    {
        (int Column, IColumns Source, int Number)[] all =
        [
            .. denseColumns.Select((c, k) => (c, (IColumns)dense, k)),
            .. convolved.Select(static c => (c.Column, (IColumns)c.Block, c.Number)),
        ];
        Array.Sort(all, static (x, y) => x.Column.CompareTo(y.Column));
        Columns = [.. all.Select(static c => c.Column)];
        _sources = [.. all.Select(static c => c.Source)];
        _numbers = [.. all.Select(static c => c.Number)];
    }

    /// <summary>Gets the columns of the design, ascending.</summary>
    public int[] Columns { get; }

    /// <inheritdoc/>
    public void Read(int column, int start, Span<double> target) =>
        _sources[column].Read(_numbers[column], start, target);
}
