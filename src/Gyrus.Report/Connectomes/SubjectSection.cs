using Gyrus.Numerics;
using Gyrus.Pipelines;
using Gyrus.Report.Figures;
using Gyrus.Report.Pages;
using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.Report.Connectomes;

/// <summary>The subjects: a table, their matrices on one scale, their signals.</summary>
internal sealed class SubjectSection(ConnectomeResult result, IReadOnlyList<RegionSignals> signals)
{
    private const int MostCarpets = 4;

    /// <summary>Large matrices are drawn for fewer subjects: a report is read, not searched, and must stay small.</summary>
    private int MostSubjectsDrawn => result.Regions.Count > 60 ? 4 : 12;

    private bool HasQuality => result.Subjects.Any(s => s.Quality is not null);

    public IEnumerable<ReportBlock> Blocks()
    {
        yield return new ReportTable
        {
            Caption =
                "Subjects. The rank is the numerical rank of the sample correlation; below the number of regions, a plain inverse does not exist."
                + (
                    HasQuality
                        ? " FD is the framewise displacement, averaged over the whole run; degrees of freedom are what censoring, trend, filter and confounds left to each signal."
                        : ""
                ),
            Columns =
            [
                new("Subject"),
                new("Samples", IsNumeric: true),
                new("Rank", IsNumeric: true),
                .. HasQuality
                    ?
                    [
                        new("Mean FD (mm)", IsNumeric: true),
                        new("Censored (%)", IsNumeric: true),
                        new("Degrees of freedom left", IsNumeric: true),
                    ]
                    : Array.Empty<ReportColumn>(),
                new("Median |correlation|", IsNumeric: true),
                new("Strongest partial correlation", IsNumeric: true),
            ],
            Rows =
            [
                .. result.Subjects.Select(s =>
                    (string[])
                        [
                            s.Subject,
                            Invariant($"{s.Samples}"),
                            Invariant($"{s.Rank}"),
                            .. HasQuality ? QualityCells(s.Quality) : [],
                            ReportTable.Cell(MedianAbsolute(s.Correlation)),
                            ReportTable.Cell(Strongest(s.PartialCorrelation)),
                        ]
                ),
            ],
            FileName = "subjects",
        };
        double limit = result.Subjects.Max(s => Math.Abs(Strongest(s.PartialCorrelation)));
        yield return new ReportFigureGrid([
            .. result
                .Subjects.Take(MostSubjectsDrawn)
                .Select(s => new ReportFigure(
                    MatrixPlot.OfRegions(s.Subject, s.PartialCorrelation, result.Regions) with
                    {
                        Diagonal = MatrixDiagonal.Zeroed,
                        Limit = limit > 0 ? limit : 1,
                        ScaleName = "partial correlation",
                    },
                    $"Partial correlation of {s.Subject}. All subjects share one colour scale and one pattern of zeros."
                )
                {
                    FileName = $"{s.Subject}-partial-correlation",
                }),
        ]);
        if (signals.Count > 0)
        {
            yield return new ReportFigureGrid([
                .. signals
                    .Take(MostCarpets)
                    .Select(series => new ReportFigure(
                        new CarpetPlot { Title = $"Signals of {series.Subject}", Signals = series },
                        "Every region in time, as z-scores. Vertical stripes across all regions are what they share: motion or breathing that cleaning left, or a global signal."
                    )
                    {
                        FileName = $"{series.Subject}-carpet",
                    }),
            ]);
        }

        int left = result.Subjects.Count - MostSubjectsDrawn;
        if (left > 0)
        {
            yield return new ReportParagraph(
                Invariant($"{left} more subjects are not drawn; their matrices are in the tables beside this report.")
            );
        }
    }

    private static string[] QualityCells(ScanQuality? quality) =>
        quality is null
            ? ["n/a", "n/a", "n/a"]
            :
            [
                quality.MeanFramewiseDisplacementMillimetres is { } mm ? Invariant($"{mm:0.000}") : "n/a",
                Invariant($"{100 * quality.CensoredShare:0.0}"),
                Invariant($"{quality.DegreesOfFreedomRemaining:0}"),
            ];

    private static double MedianAbsolute(Matrix matrix)
    {
        var values = new List<double>();
        for (int j = 0; j < matrix.Columns; j++)
        {
            for (int i = 0; i < j; i++)
            {
                values.Add(Math.Abs(matrix[i, j]));
            }
        }

        values.Sort();
        int half = values.Count / 2;
        return values.Count == 0 ? double.NaN
            : values.Count % 2 == 1 ? values[half]
            : (values[half - 1] + values[half]) / 2;
    }

    private static double Strongest(Matrix matrix)
    {
        double strongest = 0;
        for (int j = 0; j < matrix.Columns; j++)
        {
            for (int i = 0; i < j; i++)
            {
                strongest = Math.Abs(matrix[i, j]) > Math.Abs(strongest) ? matrix[i, j] : strongest;
            }
        }

        return strongest;
    }
}
