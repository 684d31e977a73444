using Gyrus.Optimization;
using Gyrus.Pipelines;
using Gyrus.Report.Pages;
using static System.FormattableString;

namespace Gyrus.Report.Connectomes;

/// <summary>How every fit ended.</summary>
internal sealed class ConvergenceSection(ConnectomeResult result)
{
    /// <summary>The blocks of the section.</summary>
    public IEnumerable<ReportBlock> Blocks()
    {
        var final = new List<KeyValuePair<string, Convergence>> { new("group-sparse", result.Convergence) };
        if (result.Pooled is { } pooled)
        {
            final.Add(new("graphical lasso, pooled", pooled.Convergence));
        }

        yield return new ReportParagraph(
            Invariant(
                $"The duality gap of the group-sparse fit is {result.DualityGap:0.0e+0}: its objective is at most this far above its least possible value, whatever path the solver took. "
            ) + "The certificate in the tables is this gap, unless the method names another rule that ended the fit."
        );
        yield return new ReportConvergence("Final fits.", final);
        if (result.Scores.Count > 0)
        {
            yield return new ReportConvergence("Fits of the group-sparse search.", [.. FoldFits(result.Scores)]);
        }

        if (result.Pooled is { Scores.Count: > 0 } searched)
        {
            yield return new ReportConvergence("Fits of the graphical-lasso search.", [.. FoldFits(searched.Scores)]);
        }
    }

    private static IEnumerable<KeyValuePair<string, Convergence>> FoldFits(
        IReadOnlyList<Covariance.PenaltyScore> scores
    ) =>
        scores.SelectMany(s =>
            s.FoldConvergence.Select(
                (c, f) => new KeyValuePair<string, Convergence>(Invariant($"penalty {s.Penalty:G4}, fold {f + 1}"), c)
            )
        );
}
