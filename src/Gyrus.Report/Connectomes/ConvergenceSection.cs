using Gyrus.Covariance;
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
            yield return OfSearch("Fits of the group-sparse search.", result.Scores);
        }

        if (result.Pooled is { Scores.Count: > 0 } searched)
        {
            yield return OfSearch("Fits of the graphical-lasso search.", searched.Scores);
        }
    }

    /// <summary>One row for each penalty; a fit that failed has one more, of its own.</summary>
    private static ReportTable OfSearch(string caption, IReadOnlyList<PenaltyScore> scores)
    {
        int fits = scores.Sum(s => s.FoldConvergence.Count);
        int missed = scores.Sum(s => s.FoldConvergence.Count(c => !c.Converged));
        return new ReportTable
        {
            Caption =
                $"{caption} {ReportConvergence.Verdict(fits, missed)} "
                + "A row holds the fits of all folds with one penalty: their most iterations and largest certificate"
                + (missed > 0 ? "; a fit that did not reach its tolerance follows in a row of its own" : "")
                + ". connectome.json has every fit.",
            Columns =
            [
                new("Penalty"),
                new("Method"),
                new("Iterations", IsNumeric: true),
                new("Certificate", IsNumeric: true),
                new("Tolerance", IsNumeric: true),
                new("Converged"),
            ],
            Rows = [.. scores.SelectMany(RowsOf)],
            FileName = "convergence",
        };
    }

    private static IEnumerable<string[]> RowsOf(PenaltyScore score)
    {
        IReadOnlyList<Convergence> folds = score.FoldConvergence;
        string penalty = Invariant($"{score.Penalty:G4}");
        int reached = folds.Count(c => c.Converged);
        if (folds.Count > 0)
        {
            yield return Row(penalty, folds, Invariant($"{reached} of {folds.Count}"));
        }

        foreach ((int fold, Convergence fit) in folds.Index().Where(f => !f.Item.Converged))
        {
            yield return Row(Invariant($"{penalty}, fold {fold + 1}"), [fit], "NO: stopped before the tolerance");
        }
    }

    private static string[] Row(string name, IReadOnlyList<Convergence> fits, string converged) =>
        [
            name,
            string.Join("; ", fits.Select(c => c.Method).Distinct()),
            Invariant($"{fits.Max(c => c.Iterations)}"),
            // NaN counts as the largest: a fit that cannot tell is not hidden behind one that can.
            ReportConvergence.Short(
                fits.Any(c => double.IsNaN(c.Certificate)) ? double.NaN : fits.Max(c => c.Certificate)
            ),
            string.Join("; ", fits.Select(c => ReportConvergence.Short(c.Tolerance)).Distinct()),
            converged,
        ];
}
