using Gyrus.Numerics;
using Gyrus.Optimization;

namespace Gyrus.Glm.Features;

/// <summary>A design of named blocks of features. Shape: samples × features.</summary>
public sealed class Design
{
    internal Design(IDesign store, IReadOnlyList<FeatureBlock> blocks, bool[] valid)
    {
        Store = store;
        Blocks = blocks;
        ValidRows = valid;
    }

    /// <summary>Gets the blocks, in the order of their columns.</summary>
    public IReadOnlyList<FeatureBlock> Blocks { get; }

    /// <summary>Gets the number of samples.</summary>
    public int Samples => Store.Samples;

    /// <summary>Gets the number of columns.</summary>
    public int Columns => Store.Columns;

    /// <summary>Gets, per sample, whether every feature is finite. Rows that are not hold zeros in <see cref="Store"/>.</summary>
    internal bool[] ValidRows { get; }

    /// <summary>Gets the columns as a solver sees them.</summary>
    internal IDesign Store { get; }

    /// <summary>A design of blocks that are given as matrices of samples × features.</summary>
    /// <exception cref="ArgumentException">There is no block, the blocks differ in samples, or two have one name.</exception>
    public static Design Of(params IReadOnlyList<(string Name, Matrix Features)> blocks) => DenseBlocks.Design(blocks);

    /// <summary>The features as one dense matrix, NaN in the rows that cannot be used.</summary>
    public Matrix ToMatrix()
    {
        var dense = new Matrix(Samples, Columns);
        double[] unit = new double[Columns];
        for (int j = 0; j < Columns; j++)
        {
            unit[j] = 1;
            Store.AddProduct(unit, dense.MutableColumn(j));
            unit[j] = 0;
            for (int i = 0; i < Samples; i++)
            {
                dense[i, j] = ValidRows[i] ? dense[i, j] : double.NaN;
            }
        }

        return dense;
    }
}
