namespace Gyrus.Glm.Features;

/// <summary>Some samples of a block, and the table that they meet.</summary>
internal readonly unsafe struct TableRows(LocalRows rows, double* table)
{
    public LocalRows Rows => rows;

    public double* Table => table;
}
