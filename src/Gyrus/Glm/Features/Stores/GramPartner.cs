namespace Gyrus.Glm.Features;

/// <summary>What a local block meets in a table: another local block, or a pack of dense columns.</summary>
internal sealed class GramPartner
{
    private readonly LocalBlock? _block;
    private readonly DensePack? _pack;

    public GramPartner(LocalBlock block) => _block = block;

    public GramPartner(DensePack pack) => _pack = pack;

    public DensePack? Pack => _pack;

    public double[] Values => _block?.Values ?? _pack!.Values;

    public ushort[] States => _block?.States ?? _pack!.States;

    public int Width => _block?.Pattern.Width ?? 4;

    /// <summary>Gets the numbers of a row of the table: one per state and value.</summary>
    public int Stride => _block?.Pattern.Columns.Length ?? 4;

    public bool Is(LocalBlock block) => _block == block;

    /// <summary>Where the first of the samples lies that start at <paramref name="start"/>: a pack holds those alone.</summary>
    public int Origin(int start) => _block is null ? 0 : start;

    /// <summary>The place in the matrix of number k of a row of the table, or −1.</summary>
    public int Position(int k, int[] position) =>
        _block is not null ? position[_block.First + _block.Pattern.Columns[k]]
        : k < _pack!.Count ? _pack.Position(k)
        : -1;
}
