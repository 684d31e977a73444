namespace Gyrus.Glm.Features;

/// <summary>The beginning of a source.</summary>
internal sealed class FirstSamples(ICovariateSource whole, int samples) : ICovariateSource
{
    public int Samples => samples;

    public int Columns => whole.Columns;

    public void Read(int column, int start, Span<double> target) => whole.Read(column, start, target);
}
