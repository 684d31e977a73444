using Gyrus.Numerics;
using Gyrus.Optimization;
using static System.FormattableString;

namespace Gyrus.Glm.Features;

/// <summary>Designs of blocks that are given as matrices.</summary>
internal static class DenseBlocks
{
    /// <exception cref="ArgumentException">There is no block, the blocks differ in samples, or two have one name.</exception>
    public static Design Design(IReadOnlyList<(string Name, Matrix Features)> blocks)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        if (blocks.Count == 0)
        {
            throw new ArgumentException("A design has at least one block of features, but none came.");
        }

        int samples = blocks[0].Features.Rows;
        var named = new List<FeatureBlock>();
        int start = 0;
        foreach ((string name, Matrix features) in blocks)
        {
            if (features.Rows != samples)
            {
                throw new ArgumentException(
                    Invariant(
                        $"Expected blocks of {samples} samples as in {blocks[0].Name}, but {name} has {features.Rows}."
                    )
                );
            }

            if (named.Exists(b => b.Name == name))
            {
                throw new ArgumentException(Invariant($"Block names must differ, but two blocks are named {name}."));
            }

            named.Add(
                new FeatureBlock
                {
                    Name = name,
                    Start = start,
                    Count = features.Columns,
                }
            );
            start += features.Columns;
        }

        return Assemble(blocks, named, samples, start);
    }

    private static Design Assemble(
        IReadOnlyList<(string Name, Matrix Features)> blocks,
        List<FeatureBlock> named,
        int samples,
        int columns
    )
    {
        var values = new Matrix(samples, columns);
        bool[] valid = new bool[samples];
        Array.Fill(valid, true);
        for (int b = 0; b < blocks.Count; b++)
        {
            for (int j = 0; j < named[b].Count; j++)
            {
                ReadOnlySpan<double> column = blocks[b].Features.Column(j);
                column.CopyTo(values.MutableColumn(named[b].Start + j));
                for (int i = 0; i < samples; i++)
                {
                    valid[i] &= double.IsFinite(column[i]);
                }
            }
        }

        for (int j = 0; j < columns; j++)
        {
            Span<double> column = values.MutableColumn(j);
            for (int i = 0; i < samples; i++)
            {
                column[i] = valid[i] ? column[i] : 0;
            }
        }

        return new Design(new DenseDesign(values), named.AsReadOnly(), valid);
    }
}
