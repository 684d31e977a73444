using Gyrus.Glm.Features;
using Gyrus.Optimization;

namespace Gyrus.Glm.Selection;

/// <summary>Some blocks of a design, seen as a design of their own; nothing is copied.</summary>
internal static class BlockSubset
{
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
        return (new Design(new MappedColumns(design.Store, all), blocks, design.ValidRows), all);
    }
}
