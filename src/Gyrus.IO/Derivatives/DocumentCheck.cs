using static System.FormattableString;

namespace Gyrus.IO.Derivatives;

/// <summary>What the shape of a connectome document does not say: lists without gaps, names that differ, numbers that can be.</summary>
internal static class DocumentCheck
{
    /// <summary>The first fault, in a sentence; null for none.</summary>
    public static string? Fault(ConnectomeDocument document) =>
        Gap(document)
        ?? FaultOf(document.Regions)
        ?? (document.Subjects.Count == 0 ? "expected at least one subject, but there is none." : null)
        ?? FaultOf(document.GroupSparse, "groupSparse")
        ?? (document.Pooled is { } pooled ? FaultOf(pooled, "pooled") : null);

    /// <summary>The first fault of a document of connectivity, in a sentence; null for none.</summary>
    public static string? Fault(ConnectivityDocument document) =>
        document.Regions.Contains(null!) || document.Subjects.Contains(null!) || document.Warnings.Contains(null!)
            ? "expected no null in regions, subjects and warnings, but there is one."
            : FaultOf(document.Regions)
                ?? (document.Subjects.Count == 0 ? "expected at least one subject, but there is none." : null)
                ?? (
                    document.SubjectsOfMean < 0 || document.EstimatorShrinkage is < 0 or > 1
                        ? "expected subjectsOfMean of at least 0 and estimatorShrinkage from 0 to 1, but one of them is not."
                        : null
                );

    /// <summary>A null where the document lists things: the reader of JSON does not look into lists.</summary>
    private static string? Gap(ConnectomeDocument document)
    {
        (string Name, IEnumerable<object?> Items)[] lists =
        [
            ("regions", document.Regions),
            ("subjects", document.Subjects),
            ("warnings", document.Warnings),
            ("groupSparse.scores", document.GroupSparse.Scores),
            ("groupSparse.scores.convergence", document.GroupSparse.Scores.SelectMany(s => s?.Convergence ?? [])),
            ("pooled.scores", document.Pooled?.Scores ?? []),
            ("pooled.scores.convergence", document.Pooled?.Scores.SelectMany(s => s?.Convergence ?? []) ?? []),
            ("provenance.inputs", document.Provenance?.Inputs ?? []),
            ("provenance.options", document.Provenance?.Options.Values ?? []),
        ];
        string? gap = lists.Where(l => l.Items.Contains(null)).Select(l => l.Name).FirstOrDefault();
        return gap is null ? null : $"expected no null in {gap}, but there is one.";
    }

    private static string? FaultOf(IReadOnlyList<ConnectomeDocument.RegionEntry> regions)
    {
        if (regions.Count == 0)
        {
            return "expected at least one region, but there is none.";
        }

        var seen = new HashSet<string>();
        foreach (ConnectomeDocument.RegionEntry region in regions)
        {
            if (region.Name.Length == 0 || region.Name.Any(char.IsControl) || !seen.Add(region.Name))
            {
                return $"expected names of regions that print and differ, but found '{MessageText.Shorten(region.Name)}'.";
            }

            if (!double.IsFinite((region.X ?? 0) + (region.Y ?? 0) + (region.Z ?? 0)))
            {
                return $"expected a place in mm for '{MessageText.Shorten(region.Name)}', but its numbers are not finite.";
            }
        }

        return null;
    }

    private static string? FaultOf(ConnectomeDocument.FitEntry fit, string name)
    {
        if (!(double.IsFinite(fit.Alpha) && fit.Alpha >= 0))
        {
            return Invariant($"expected a penalty of at least 0 in {name}, but found {fit.Alpha}.");
        }

        ConnectomeDocument.ScoreEntry? odd = fit.Scores.FirstOrDefault(s =>
            !(double.IsFinite(s.Penalty) && s.Penalty > 0) || s.FoldScores.Count == 0
        );
        return odd is null
            ? null
            : Invariant(
                $"expected positive penalties and a score per fold in {name}.scores, but found the penalty {odd.Penalty} with {odd.FoldScores.Count} scores."
            );
    }
}
