using Gyrus.Numerics;
using Gyrus.Optimization;
using static System.FormattableString;

namespace Gyrus.Glm.Features;

/// <summary>A design of named blocks of features. Shape: samples × features.</summary>
public sealed class Design
{
    internal Design(
        IDesign store,
        IReadOnlyList<FeatureBlock> blocks,
        bool[] valid,
        IReadOnlyList<string>? warnings = null
    )
    {
        Warnings = warnings ?? [];
        Store = store;
        Blocks = blocks;
        ValidRows = valid;
    }

    /// <summary>Gets the blocks, in the order of their columns.</summary>
    public IReadOnlyList<FeatureBlock> Blocks { get; }

    /// <summary>Gets what a reader should know: samples that a block leaves out, covariates that do not vary.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Gets the number of samples.</summary>
    public int Samples => Store.Samples;

    /// <summary>Gets the number of columns.</summary>
    public int Columns => Store.Columns;

    /// <summary>Gets the number of samples in which every feature is finite, which are those that a fit can use.</summary>
    public int ValidSamples => ValidRows.Count(static v => v);

    /// <summary>Gets the bytes that the design needs in memory: its values, or those of one part of a streamed design.</summary>
    public long EstimatedBytes =>
        Store switch
        {
            BlockDesign stored => stored.Bytes + Samples,
            StreamedDesign streamed => streamed.EstimatedBytes + Samples + (streamed.HasTrials ? 4L * Samples : 0),
            _ => (8L * Samples * Columns) + Samples,
        };

    /// <summary>Gets the passes over the covariates so far of a streamed design; 0 for a stored one.</summary>
    public int Passes => Store is StreamedDesign streamed ? streamed.Passes : 0;

    /// <summary>Gets, per sample, whether every feature is finite. Rows that are not hold zeros in <see cref="Store"/> where they are not.</summary>
    internal bool[] ValidRows { get; }

    /// <summary>Gets the columns as a solver sees them.</summary>
    internal IDesign Store { get; }

    /// <summary>A design of blocks that are given as matrices of samples × features.</summary>
    /// <exception cref="ArgumentException">There is no block, two have one name, or their lengths differ.</exception>
    public static Design Of(params IReadOnlyList<(string Name, Matrix Features)> blocks)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        var builder = new DesignBuilder();
        foreach ((string name, Matrix features) in blocks)
        {
            builder = builder.Add(name, features);
        }

        return builder.Build();
    }

    /// <summary>A design that is never stored: every product reads the covariates once and makes the values of the bases anew.</summary>
    /// <remarks>For recordings that do not fit into memory; <see cref="EstimatedBytes"/> says what it needs. Slower than a stored design.</remarks>
    /// <param name="source">The covariates.</param>
    /// <param name="features">The blocks. Their bases may have windows, but not be made orthonormal over all samples.</param>
    /// <exception cref="ArgumentException">There is no block, two have one name, a basis needs all samples at once, or a column is not there.</exception>
    public static Design Stream(ICovariateSource source, params IReadOnlyList<StreamedFeature> features) =>
        Stream(source, new StreamOptions(), features);

    /// <summary>A design that is never stored, with trials, threads or progress.</summary>
    /// <param name="source">The covariates.</param>
    /// <param name="options">Trials, threads and progress.</param>
    /// <param name="features">The blocks. Their bases may have windows, but not be made orthonormal over all samples.</param>
    /// <exception cref="ArgumentException">There is no block, two have one name, a basis needs all samples at once, a column is not there, or there is not one trial per sample.</exception>
    public static Design Stream(
        ICovariateSource source,
        StreamOptions options,
        params IReadOnlyList<StreamedFeature> features
    )
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(features);
        (StreamedDesign store, IReadOnlyList<FeatureBlock> blocks) = Unchecked(source, options, features);
        (bool[] valid, int[] without) = store.Valid();
        return new Design(
            store,
            blocks,
            valid,
            BlockDoubts.Grouped(
                blocks.SelectMany(
                    (b, k) => BlockDoubts.Of(b.Name, b.Basis, store.Samples, without[k]).Select(d => (b.Name, d))
                )
            )
        );
    }

    /// <summary>The store and blocks of a streamed design, before it is known which samples have a value.</summary>
    internal static (StreamedDesign Store, IReadOnlyList<FeatureBlock> Blocks) Unchecked(
        ICovariateSource source,
        StreamOptions options,
        IReadOnlyList<StreamedFeature> features
    )
    {
        Require.SameSize(source.Samples, options.Trials?.Count ?? source.Samples, "one trial per sample");
        var blocks = new List<FeatureBlock>();
        foreach (StreamedFeature feature in features)
        {
            if (blocks.Exists(b => b.Name == feature.Name))
            {
                throw new ArgumentException(Invariant($"Two blocks of the design have the name '{feature.Name}'."));
            }

            FittedBasis basis = StreamedRange.Fit(feature, source);
            blocks.Add(
                new FeatureBlock
                {
                    Name = feature.Name,
                    Start = blocks.Sum(b => b.Count),
                    Count = basis.Columns,
                    Basis = basis,
                }
            );
        }

        if (blocks.Count == 0)
        {
            throw new ArgumentException("A design needs at least one block of features.");
        }

        var store = new StreamedDesign(
            source,
            [.. blocks.Select((b, k) => new StreamedBlock(b.Basis!, features[k].Inputs(), b.Start))],
            options
        );
        return (store, blocks);
    }

    /// <summary>The features as one dense matrix, NaN in the rows that cannot be used.</summary>
    public Matrix ToMatrix()
    {
        var values = new Matrix(Samples, Columns);
        double[] unit = new double[Columns];
        for (int j = 0; j < Columns; j++)
        {
            unit[j] = 1;
            Span<double> column = values.MutableColumn(j);
            Store.AddProduct(unit, column);
            unit[j] = 0;
            for (int i = 0; i < column.Length; i++)
            {
                column[i] = ValidRows[i] ? column[i] : double.NaN;
            }
        }

        return values;
    }

    /// <summary>The block of a name.</summary>
    /// <exception cref="ArgumentException">No block has the name.</exception>
    public FeatureBlock Block(string name) =>
        Blocks.FirstOrDefault(b => b.Name == name)
        ?? throw new ArgumentException(
            Invariant($"The design has no block '{name}'. It has: {string.Join(", ", Blocks.Select(b => b.Name))}.")
        );
}
