using Gyrus.Optimization;

namespace Gyrus.Bench;

/// <summary>A design that counts and times what is asked of it.</summary>
internal sealed class TimedDesign(IDesign inner) : IDesign
{
    public int Samples => inner.Samples;

    public int Columns => inner.Columns;

    public double Products { get; private set; }

    public int ProductCalls { get; private set; }

    public double Gradients { get; private set; }

    public int GradientCalls { get; private set; }

    public double Grams { get; private set; }

    public void AddProduct(ReadOnlySpan<double> coefficients, Span<double> eta)
    {
        double start = ThreadClock.Seconds;
        inner.AddProduct(coefficients, eta);
        Products += ThreadClock.Seconds - start;
        ProductCalls++;
    }

    public void TransposeProduct(ReadOnlySpan<double> v, Span<double> gradient) => TransposeProduct(v, [], gradient);

    public void TransposeProduct(ReadOnlySpan<double> v, ReadOnlySpan<bool> wanted, Span<double> gradient)
    {
        double start = ThreadClock.Seconds;
        inner.TransposeProduct(v, wanted, gradient);
        Gradients += ThreadClock.Seconds - start;
        GradientCalls++;
    }

    public void EstimateTransposeProduct(
        ReadOnlySpan<double> v,
        ReadOnlySpan<bool> wanted,
        Span<double> gradient,
        Span<double> errors
    )
    {
        double start = ThreadClock.Seconds;
        inner.EstimateTransposeProduct(v, wanted, gradient, errors);
        Gradients += ThreadClock.Seconds - start;
        GradientCalls++;
    }

    public void WeightedGram(ReadOnlySpan<double> h, ReadOnlySpan<int> columns, Span<double> gram, Span<double> sums)
    {
        double start = ThreadClock.Seconds;
        inner.WeightedGram(h, columns, gram, sums);
        Grams += ThreadClock.Seconds - start;
    }
}
