namespace Gyrus.Covariance.GroupSparse;

/// <summary>Where the numbers of all subjects lie: [row][group of subjects][column][lane], rows padded to whole tiles.</summary>
/// <remarks>
/// Work is then elementwise over the lanes whatever the rows and columns are, sums over subjects excepted. Lanes without a subject hold a
/// problem of weight 0 whose precision is the identity.
/// </remarks>
internal readonly record struct SubjectLanes(int Regions, int Subjects, int Width)
{
    public const int Tile = 4;

    public int Groups => (Subjects + Width - 1) / Width;

    /// <summary>Gets the number of columns stored per row and group: the regions rounded up to whole tiles.</summary>
    public int Columns => (Regions + Tile - 1) / Tile * Tile;

    /// <summary>Gets the numbers of one row of one group.</summary>
    public int GroupLength => Columns * Width;

    /// <summary>Gets the numbers of one row.</summary>
    public int RowLength => Groups * GroupLength;

    /// <summary>Gets the numbers of all rows.</summary>
    public long Length => (long)Columns * RowLength;

    /// <summary>Gets the numbers of the lower triangles with their diagonals, without padded columns.</summary>
    public int PackedLength => Regions * (Regions + 1) / 2 * Groups * Width;

    public AlignedBuffer Allocate() => new(Length);

    public AlignedBuffer AllocateRow() => new(RowLength);
}
