namespace Gyrus.Optimization;

/// <summary>Columns that can be read a stretch at a time, whatever they are stored as.</summary>
internal interface IColumns
{
    /// <summary>Writes the samples start … start + target.Length − 1 of a column.</summary>
    void Read(int column, int start, Span<double> target);
}
