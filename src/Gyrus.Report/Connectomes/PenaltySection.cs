using Gyrus.Pipelines;
using Gyrus.Report.Figures;
using Gyrus.Report.Pages;
using static System.FormattableString;

namespace Gyrus.Report.Connectomes;

/// <summary>How the penalties were chosen.</summary>
internal sealed class PenaltySection(ConnectomeResult result)
{
    /// <summary>The blocks of the section.</summary>
    public IEnumerable<ReportBlock> Blocks()
    {
        yield return new ReportParagraph(
            Invariant(
                $"α = {result.Alpha:G6} is {result.Alpha / result.AlphaMax:G3} of α_max = {result.AlphaMax:G6}, at and above which no edge is left. "
            )
                + (
                    result.Scores.Count > 0
                        ? Invariant(
                            $"It was chosen among {result.Scores.Count} penalties by cross-validation over {result.Scores[0].FoldScores.Count} contiguous blocks of each subject's samples."
                        )
                        : "It was given, not chosen by cross-validation."
                )
        );
        if (result.Scores.Count > 0)
        {
            yield return new ReportFigure(
                new CrossValidationPlot
                {
                    Title = "Cross-validation of the group-sparse penalty",
                    Scores = result.Scores,
                    Chosen = result.Alpha,
                },
                "Log-likelihood of left-out samples against the penalty; higher is better. Faint lines are folds, the strong line is their mean, the mark is the penalty chosen."
            )
            {
                FileName = "cross-validation-group-sparse",
            };
        }

        if (result.Pooled is { Scores.Count: > 0 } pooled)
        {
            yield return new ReportFigure(
                new CrossValidationPlot
                {
                    Title = "Cross-validation of the graphical lasso",
                    Scores = pooled.Scores,
                    Chosen = pooled.Penalty,
                },
                "The same for the graphical lasso of the pooled samples. Its folds are contiguous blocks of all samples, one subject after the other: with as many folds as subjects, a fold is a subject."
            )
            {
                FileName = "cross-validation-graphical-lasso",
            };
        }
    }
}
