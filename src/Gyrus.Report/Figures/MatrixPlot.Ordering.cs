using Gyrus.Numerics;
using Gyrus.Report.Drawing;
using static System.FormattableString;

namespace Gyrus.Report.Figures;

/// <content>Rows and columns in another order.</content>
public sealed partial record MatrixPlot
{
    private const double TreeWidth = 56;

    /// <summary>Gets the tree beside a square matrix whose rows are in its order. Default: none. Set by <see cref="OrderedBy"/>.</summary>
    public Dendrogram? Tree { get; private init; }

    /// <summary>The plot with the regions of a network side by side: networks by their first region, regions as they were.</summary>
    /// <exception cref="ArgumentException">There is not one network per row.</exception>
    public MatrixPlot OrderedByNetwork()
    {
        CheckCount(Networks, Values.Rows, "one network per row");
        string?[] names = [.. Networks.Distinct()];
        return Networks.Count == 0
            ? this
            : Permuted([.. Enumerable.Range(0, Values.Rows).OrderBy(i => Array.IndexOf(names, Networks[i]))]);
    }

    /// <summary>The plot in the order of a hierarchical clustering, with its tree.</summary>
    /// <exception cref="ArgumentException">The tree is of another number of regions, or the matrix is not square.</exception>
    public MatrixPlot OrderedBy(Dendrogram tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        if (!IsSquare || tree.Order.Count != Values.Rows)
        {
            throw new ArgumentException(
                Invariant(
                    $"Expected a tree of the rows of a square matrix ({Values.Rows} × {Values.Columns}), but it has {tree.Order.Count} leaves."
                )
            );
        }

        return Permuted(tree.Order) with
        {
            Tree = tree,
        };
    }

    private MatrixPlot Permuted(IReadOnlyList<int> order) =>
        this with
        {
            Values = Values.Select(order, order),
            Labels = Labels.Count == 0 ? Labels : [.. order.Select(i => Labels[i])],
            ColumnLabels = ColumnLabels.Count == 0 ? ColumnLabels : [.. order.Select(i => ColumnLabels[i])],
            Networks = Networks.Count == 0 ? Networks : [.. order.Select(i => Networks[i])],
            Tree = null,
        };

    /// <summary>Branches to the right of the matrix, the root outermost; the horizontal place is the height of a merge.</summary>
    private void DrawTree(MarkupWriter svg, Layout at)
    {
        if (Tree is not { Merges.Count: > 0 } tree)
        {
            return;
        }

        double left = at.Left + at.Width + 4;
        double highest = tree.Merges.Max(m => m.Height);
        double Across(double height) => left + ((TreeWidth - 8) * (highest > 0 ? height / highest : 0));
        var ends = new (double X, double Y)[tree.Order.Count + tree.Merges.Count];
        for (int n = 0; n < tree.Order.Count; n++)
        {
            ends[tree.Order[n]] = (left, Top + ((n + 0.5) * at.Cell));
        }

        var path = new System.Text.StringBuilder();
        for (int m = 0; m < tree.Merges.Count; m++)
        {
            DendrogramMerge merge = tree.Merges[m];
            ((double X, double Y) a, (double X, double Y) b) = (ends[merge.First], ends[merge.Second]);
            double x = Across(merge.Height);
            string X(double value) => MarkupWriter.Number(value);
            path.Append(Invariant($"M{X(a.X)} {X(a.Y)}L{X(x)} {X(a.Y)}L{X(x)} {X(b.Y)}L{X(b.X)} {X(b.Y)}"));
            ends[tree.Order.Count + m] = (x, 0.5 * (a.Y + b.Y));
        }

        svg.Element("path", ("d", path.ToString()), ("fill", "none"), ("stroke", Rgb.Axis), ("stroke-width", 0.6));
    }
}
