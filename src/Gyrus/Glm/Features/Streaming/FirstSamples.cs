namespace Gyrus.Glm.Features;

/// <summary>The beginning of a source, to see how large a design of it is: what is missing reads as 0, so that nothing is left out.</summary>
internal sealed class FirstSamples(ICovariateSource whole, int samples) : ICovariateSource
{
    public int Samples => samples;

    public int Columns => whole.Columns;

    public void Read(int column, int start, Span<double> target)
    {
        whole.Read(column, start, target);
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = double.IsFinite(target[i]) ? target[i] : 0;
        }
    }
}
