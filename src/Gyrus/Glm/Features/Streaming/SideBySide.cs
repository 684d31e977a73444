namespace Gyrus.Glm.Features;

/// <summary>The columns of two sources of one length, one after the other.</summary>
internal sealed class SideBySide(ICovariateSource left, ICovariateSource right) : ICovariateSource
{
    public int Samples => right.Samples;

    public int Columns => left.Columns + right.Columns;

    public void Read(int column, int start, Span<double> target)
    {
        if (column < left.Columns)
        {
            left.Read(column, start, target);
        }
        else
        {
            right.Read(column - left.Columns, start, target);
        }
    }
}
