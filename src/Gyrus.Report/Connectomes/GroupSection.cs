using Gyrus.Imaging;
using Gyrus.Numerics;
using Gyrus.Pipelines;
using Gyrus.Report.Explorer;
using Gyrus.Report.Figures;
using Gyrus.Report.Pages;
using static System.FormattableString;

namespace Gyrus.Report.Connectomes;

/// <summary>The connectome of the group: glass brain, matrices, and the pooled lasso beside them.</summary>
internal sealed class GroupSection(
    ConnectomeResult result,
    IReadOnlyList<ConnectomeEdge> edges,
    EdgeThreshold threshold,
    Volume? brain = null
)
{
    /// <summary>Fewer regions have no clusters to see.</summary>
    private const int FewestClustered = 4;

    /// <summary>The blocks of the section.</summary>
    public IEnumerable<ReportBlock> Blocks()
    {
        Matrix mean = result.MeanPartialCorrelation();
        if (result.Regions.Count > 1 && result.Regions.All(r => r.Centre is not null))
        {
            EdgeThreshold shown = edges.Count > 0 ? threshold : EdgeThreshold.None;
            yield return new ConnectomeExplorer
            {
                Figure = new GlassBrain
                {
                    Title = "Group-sparse connectome, mean of all subjects",
                    Values = mean,
                    Regions = result.Regions,
                    Threshold = shown,
                    ScaleName = "partial correlation",
                },
                Connectomes = [.. ToExplore(mean)],
                Brain = brain,
                Caption =
                    $"Mean partial correlation of the group-sparse precisions, drawn between the centres of the regions seen through a glass brain. "
                    + $"Edges shown: {Describe(shown)}. Red edges join regions that rise together when all others are held fixed, blue edges regions of which one falls.",
                FileName = "group-glass-brain",
            };
        }
        else if (result.Regions.Count > 1)
        {
            yield return new ReportParagraph(
                "No glass brain is drawn, because not every region has a place. A table of regions with the columns x, y and z (millimetres) gives it: --labels."
            );
        }

        Matrix correlation = result.MeanCorrelation();
        MatrixPlot direct = MatrixPlot.OfRegions("Mean partial correlation", mean, result.Regions) with
        {
            Diagonal = MatrixDiagonal.Zeroed,
            ScaleName = "partial correlation",
        };
        MatrixPlot all = MatrixPlot.OfRegions("Mean correlation", correlation, result.Regions) with
        {
            Diagonal = MatrixDiagonal.Zeroed,
            Limit = 1,
            ScaleName = "correlation",
        };
        yield return new ReportFigureGrid([
            new ReportFigure(
                direct,
                "Direct connections: partial correlation of the group-sparse precisions, mean of all subjects. Pairs without an edge are exactly 0, in all subjects alike; the diagonal is left out."
            )
            {
                FileName = "group-partial-correlation",
            },
            new ReportFigure(
                all,
                "For comparison, Pearson's correlation of the samples, mean of all subjects: direct and indirect connections together."
            )
            {
                FileName = "group-correlation",
            },
        ]);
        if (result.Regions.Count >= FewestClustered)
        {
            yield return Clustered(all, correlation);
        }

        if (result.Pooled is { } pooled)
        {
            yield return new ReportFigure(
                MatrixPlot.OfRegions(
                    "Graphical lasso of the pooled samples",
                    pooled.PartialCorrelation,
                    result.Regions
                ) with
                {
                    Diagonal = MatrixDiagonal.Zeroed,
                    ScaleName = "partial correlation",
                },
                Invariant(
                    $"Partial correlation of one graphical lasso of all subjects' samples put together (penalty {pooled.Penalty:G3}): it has no differences between subjects."
                )
            )
            {
                FileName = "pooled-partial-correlation",
            };
        }
    }

    /// <summary>The correlations again, regions in the order of a tree.</summary>
    private static ReportFigure Clustered(MatrixPlot all, Matrix correlation)
    {
        Dendrogram tree = new HierarchicalClustering().Fit(HierarchicalClustering.DistancesOfValues(correlation));
        return new ReportFigure(
            all.OrderedBy(tree) with
            {
                Title = all.Title + ", by cluster",
            },
            "The correlations again, regions ordered by hierarchical clustering (distance 1 − r, average linkage, leaves in the order that puts like beside like); the tree is on the right. 'gyrus plot matrix --reorder' draws any other matrix so."
        )
        {
            FileName = "group-correlation-by-cluster",
        };
    }

    /// <summary>The mean, every subject on the scale that all share, and the pooled lasso.</summary>
    private IEnumerable<ExploredConnectome> ToExplore(Matrix mean)
    {
        yield return new ExploredConnectome("mean of all subjects", mean) { Limit = LargestOf(mean) };
        if (result.Subjects.Count > 1)
        {
            double limit = result.Subjects.Max(s => LargestOf(s.PartialCorrelation));
            foreach (SubjectConnectome subject in result.Subjects)
            {
                yield return new ExploredConnectome(subject.Subject, subject.PartialCorrelation) { Limit = limit };
            }
        }
    }

    /// <summary>The largest |value| off the diagonal, or 1 where there is none.</summary>
    private static double LargestOf(Matrix matrix) =>
        EdgeThreshold.None.EdgesOf(matrix) is { Count: > 0 } edges ? Math.Abs(edges[^1].Value) : 1;

    private static string Describe(EdgeThreshold threshold) =>
        threshold.ToString() is var text && text.EndsWith('%')
            ? $"those whose strength is at or above the {text[..^1]}th percentile of all pairs"
        : threshold.Equals(EdgeThreshold.None) ? "all that are not zero"
        : $"those of at least {text}";
}
