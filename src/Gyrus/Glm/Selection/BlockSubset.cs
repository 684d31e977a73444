using Gyrus.Glm.Features;
using Gyrus.Optimization;

namespace Gyrus.Glm.Selection;

/// <summary>Some blocks of a design, seen as a design of their own; nothing is copied.</summary>
internal sealed class BlockSubset : IDesign
{
    private readonly IDesign _whole;
    private readonly int[] _columns;

    private BlockSubset(IDesign whole, int[] columns) => (_whole, _columns) = (whole, columns);

    /// <inheritdoc/>
    public int Samples => _whole.Samples;

    /// <inheritdoc/>
    public int Columns => _columns.Length;

    /// <summary>The blocks of these names, in the order of the design.</summary>
    /// <exception cref="ArgumentException">The design has no block of a name.</exception>
    public static (Design Design, int[] Columns) Of(Design design, IReadOnlyCollection<string> names)
    {
        foreach (string name in names)
        {
            design.Block(name);
        }

        var kept = new HashSet<string>(names, StringComparer.Ordinal);
        var blocks = new List<FeatureBlock>();
        var columns = new List<int>();
        foreach (FeatureBlock block in design.Blocks.Where(b => kept.Contains(b.Name)))
        {
            blocks.Add(block with { Start = columns.Count });
            columns.AddRange(Enumerable.Range(block.Start, block.Count));
        }

        int[] all = [.. columns];
        return (new Design(new BlockSubset(design.Store, all), blocks, design.ValidRows), all);
    }

    /// <inheritdoc/>
    public void AddProduct(ReadOnlySpan<double> coefficients, Span<double> eta)
    {
        double[] all = new double[_whole.Columns];
        for (int j = 0; j < _columns.Length; j++)
        {
            all[_columns[j]] = coefficients[j];
        }

        _whole.AddProduct(all, eta);
    }

    /// <inheritdoc/>
    public void TransposeProduct(ReadOnlySpan<double> v, Span<double> gradient)
    {
        double[] all = new double[_whole.Columns];
        _whole.TransposeProduct(v, all);
        for (int j = 0; j < _columns.Length; j++)
        {
            gradient[j] = all[_columns[j]];
        }
    }

    /// <inheritdoc/>
    public void WeightedGram(ReadOnlySpan<double> h, ReadOnlySpan<int> columns, Span<double> gram, Span<double> sums)
    {
        int[] mapped = new int[columns.Length];
        for (int j = 0; j < columns.Length; j++)
        {
            mapped[j] = _columns[columns[j]];
        }

        _whole.WeightedGram(h, mapped, gram, sums);
    }
}
