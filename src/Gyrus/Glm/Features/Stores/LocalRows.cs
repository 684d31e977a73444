namespace Gyrus.Glm.Features;

/// <summary>Some samples of a block of local support, where they lie in memory.</summary>
internal readonly unsafe struct LocalRows(double* values, ushort* states, int width)
{
    /// <summary>Gets the values, <see cref="Width"/> per sample.</summary>
    public double* Values => values;

    /// <summary>Gets the states.</summary>
    public ushort* States => states;

    /// <summary>Gets the number of values per sample.</summary>
    public int Width => width;
}
