namespace Gyrus.Optimization;

/// <summary>What a solver sees of a design X (samples × columns): products, never how it is stored.</summary>
/// <remarks>Columns come in blocks; a block is stored as suits its basis. All methods use one thread and a fixed order of sums.</remarks>
internal interface IDesign
{
    /// <summary>Gets the number of samples n.</summary>
    int Samples { get; }

    /// <summary>Gets the number of columns p.</summary>
    int Columns { get; }

    /// <summary>η ← η + Xβ. Blocks of β that are all zero cost nothing.</summary>
    void AddProduct(ReadOnlySpan<double> coefficients, Span<double> eta);

    /// <summary>g ← Xᵀv. Stretches of v that are all zero (rows left out) cost nothing.</summary>
    void TransposeProduct(ReadOnlySpan<double> v, Span<double> gradient);

    /// <summary>g_j ← x_jᵀv for the columns that are wanted (none given: all); what the others of g hold afterwards does not count.</summary>
    void TransposeProduct(ReadOnlySpan<double> v, ReadOnlySpan<bool> wanted, Span<double> gradient) =>
        TransposeProduct(v, gradient);

    /// <summary>
    /// g_j within errors_j of x_jᵀv for the columns that are wanted; what the others hold afterwards does not count. A store may know most products well enough in
    /// less time; else errors are zero, and no rounding is counted.
    /// </summary>
    void EstimateTransposeProduct(
        ReadOnlySpan<double> v,
        ReadOnlySpan<bool> wanted,
        Span<double> gradient,
        Span<double> errors
    )
    {
        TransposeProduct(v, wanted, gradient);
        errors.Clear();
    }

    /// <summary>H ← X_Aᵀ diag(h) X_A and s ← X_Aᵀh for the columns A, ascending. H is column-major, |A| × |A|, both triangles written.</summary>
    void WeightedGram(ReadOnlySpan<double> h, ReadOnlySpan<int> columns, Span<double> gram, Span<double> sums);
}
