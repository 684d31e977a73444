using static System.FormattableString;

namespace Gyrus.Covariance.Cleaning;

/// <summary>The sentences of a diagnosis: what it means for a neuroscientist, and what to do.</summary>
internal static class DiagnosisWarnings
{
    /// <summary>Below this number of independent samples in a validation block its score is mostly chance.</summary>
    private const double FewestPerFold = 5;

    public static IEnumerable<(DiagnosisFinding Finding, string Text)> Of(SignalDiagnosis d)
    {
        (DiagnosisFinding Finding, string? Text)[] all =
        [
            (DiagnosisFinding.DeadRegions, Dead(d)),
            (DiagnosisFinding.DuplicateRegions, Duplicates(d)),
            (DiagnosisFinding.LacksDirections, LacksDirections(d)),
            (DiagnosisFinding.FewSamples, FewSamples(d)),
            (DiagnosisFinding.Memory, Memory(d)),
            (DiagnosisFinding.SmallFolds, SmallFolds(d)),
            (DiagnosisFinding.SingularFolds, SingularFolds(d)),
            (DiagnosisFinding.NoisyInverse, NoisyInverse(d)),
        ];
        return all.Where(f => f.Text is not null).Select(f => (f.Finding, f.Text!));
    }

    /// <summary>The sentence that names the other recordings of which the same is true.</summary>
    public static string Others(IReadOnlyList<string> subjects) =>
        subjects.Count == 0
            ? ""
            : $" The same in {Count(subjects.Count, "other recording", "other recordings")}: {List(subjects)}.";

    private static string? Dead(SignalDiagnosis d) =>
        d.DeadRegions.Count == 0
            ? null
            : $"{d.Subject}: {Count(d.DeadRegions.Count, "region does", "regions do")} not vary: {List([.. d.DeadRegions.Select(n => $"'{n}'")])}. "
                + "A constant region has no correlations; leave it out, and look at the coverage of the scan.";

    private static string? Duplicates(SignalDiagnosis d) =>
        d.DuplicateRegions.Count == 0
            ? null
            : $"{d.Subject}: the same series stands under two names: {List([.. d.DuplicateRegions.Select(p => $"'{p.First}' and '{p.Second}'")])}. "
                + "Their precision is infinite; leave one of each pair out.";

    private static string? LacksDirections(SignalDiagnosis d) =>
        !d.LacksDirections
            ? null
            : Invariant(
                $"{d.Subject} looks band-pass filtered or has regressed-out or duplicate regions: rank {d.Rank} of {d.Regions}, although there are {d.Samples} samples. "
            )
                + "The matrix has no inverse of its own, and a likelihood of held-out samples is meaningless: it rewards whoever calls the missing directions noiseless. "
                + "Estimate from series without the band-pass filter, or with fewer regions; else take a shrinkage (auto and shrinkage-cv do), "
                + "trust the correlations only, and know that partial correlations are then made by the shrinkage.";

    private static string? FewSamples(SignalDiagnosis d) =>
        d.IsFullRank || d.LacksDirections
            ? null
            : Invariant(
                $"{d.Subject} has {d.Samples} samples of {d.Regions} regions: the rank is {d.Rank} and the sample covariance has no inverse. Use an estimator that is defined with fewer samples than regions (cross-validated eigenvalues, shrinkage), more volumes or fewer regions."
            );

    private static string? Memory(SignalDiagnosis d) =>
        d.AutocorrelationTime <= SignalDiagnosis.LeakingTime
            ? null
            : Invariant(
                $"{d.Subject}: neighbouring volumes resemble each other (autocorrelation time {d.AutocorrelationTime:0.0} volumes; {d.Samples} volumes tell as much as {d.EffectiveSamples:0}). "
            )
                + Invariant(
                    $"A random split into training and test would leak: use blocks of time with a gap of {d.Gap} volumes. Closed forms that count every volume (ledoit-wolf, oas) shrink too little."
                );

    private static string? SmallFolds(SignalDiagnosis d)
    {
        int block = d.Samples / d.Folds.Folds;
        double independent = block / d.AutocorrelationTime;
        return independent >= FewestPerFold
            ? null
            : Invariant(
                $"{d.Subject}: one of {d.Folds.Folds} folds validates on {block} volumes, which tell as much as {independent:0.0} independent ones. Its score is mostly chance: use fewer folds, or an estimator without a search."
            );
    }

    private static string? SingularFolds(SignalDiagnosis d)
    {
        int gap = d.Folds.ShuffleSeed is null ? d.Folds.Gap : 0;
        int training = d.Samples - ((d.Samples + d.Folds.Folds - 1) / d.Folds.Folds) - (2 * gap);
        return !d.IsFullRank || training > d.Regions
            ? null
            : Invariant(
                $"{d.Subject}: {training} volumes train in one of {d.Folds.Folds} folds, for {d.Regions} regions: their covariance is singular, and searches that need its inverse are refused. Use more folds, or fewer regions."
            );
    }

    private static string? NoisyInverse(SignalDiagnosis d) =>
        !d.IsFullRank || d.EffectiveQ <= 1
            ? null
            : Invariant(
                $"{d.Subject}: {d.Regions} regions for {d.EffectiveSamples:0} independent volumes (q_eff = {d.EffectiveQ:0.0} > 1). The inverse of the plain covariance exists, but is noise: clean it, and trust no single partial correlation without a comparison over subjects."
            );

    private static string List(IReadOnlyList<string> items) =>
        string.Join(", ", items.Take(8)) + (items.Count > 8 ? Invariant($" and {items.Count - 8} more") : "");

    private static string Count(int count, string one, string many) =>
        Invariant($"{count} {(count == 1 ? one : many)}");
}
