using static System.FormattableString;

namespace Gyrus.Covariance.Cleaning;

/// <summary>The sentences of a diagnosis: what it means for a neuroscientist, and what to do.</summary>
internal static class DiagnosisWarnings
{
    /// <summary>Below this number of independent samples in a validation block its score is mostly chance.</summary>
    private const double FewestPerFold = 5;

    public static IEnumerable<string> Of(SignalDiagnosis d) =>
        [.. Regions(d), .. Rank(d), .. Memory(d), .. Folds(d), .. Sampling(d)];

    private static IEnumerable<string> Regions(SignalDiagnosis d)
    {
        if (d.DeadRegions.Count > 0)
        {
            yield return Invariant(
                $"{d.Subject}: {Count(d.DeadRegions.Count, "region does", "regions do")} not vary: {Names(d.DeadRegions)}. A constant region has no correlations; leave it out, and look at the coverage of the scan."
            );
        }

        if (d.DuplicateRegions.Count > 0)
        {
            string[] pairs = [.. d.DuplicateRegions.Select(p => $"'{p.First}' and '{p.Second}'")];
            yield return Invariant(
                $"{d.Subject}: the same series stands under two names: {List(pairs)}. Their precision is infinite; leave one of each pair out."
            );
        }
    }

    private static IEnumerable<string> Rank(SignalDiagnosis d)
    {
        if (d.LacksDirections)
        {
            yield return Invariant(
                $"{d.Subject} looks band-pass filtered or has regressed-out or duplicate regions: rank {d.Rank} of {d.Regions}, although there are {d.Samples} samples. "
            )
                + "The matrix has no inverse of its own, and a likelihood of held-out samples is meaningless: it rewards whoever calls the missing directions noiseless. "
                + "Estimate from series without the band-pass filter, or with fewer regions; else take a shrinkage (shrinkage-cv, ledoit-wolf), "
                + "trust the correlations only, and know that partial correlations are then made by the shrinkage.";
        }
        else if (!d.IsFullRank)
        {
            yield return Invariant(
                $"{d.Subject} has {d.Samples} samples of {d.Regions} regions, so the rank is {d.Rank} and the sample covariance has no inverse. Use an estimator that is defined with fewer samples than regions (shrinkage, cross-validated eigenvalues), more volumes or fewer regions."
            );
        }
    }

    private static IEnumerable<string> Memory(SignalDiagnosis d)
    {
        if (d.AutocorrelationTime > SignalDiagnosis.LeakingTime)
        {
            yield return Invariant(
                $"{d.Subject}: neighbouring volumes resemble each other (autocorrelation time {d.AutocorrelationTime:0.0} volumes; {d.Samples} volumes tell as much as {d.EffectiveSamples:0}). "
            )
                + Invariant(
                    $"A random split into training and test would leak: use blocks in time with a gap of {d.Gap} volumes. Closed forms that count every volume (ledoit-wolf, oas) shrink too little."
                );
        }
    }

    private static IEnumerable<string> Folds(SignalDiagnosis d)
    {
        (int folds, int gap) = (d.Folds.Folds, d.Folds.ShuffleSeed is null ? d.Folds.Gap : 0);
        int block = d.Samples / folds;
        int training = d.Samples - block - (2 * gap) - 1;
        if (block / d.AutocorrelationTime < FewestPerFold)
        {
            yield return Invariant(
                $"{d.Subject}: one of {folds} folds validates on {block} volumes, which tell as much as {block / d.AutocorrelationTime:0.0} independent ones. Its score is mostly chance: use fewer folds, or an estimator without a search."
            );
        }

        if (d.IsFullRank && training < d.Regions + 1)
        {
            yield return Invariant(
                $"{d.Subject}: about {training} volumes train in one of {folds} folds, for {d.Regions} regions: their covariance is singular, and estimators that need its inverse are refused. Use more folds, or fewer regions."
            );
        }
    }

    private static IEnumerable<string> Sampling(SignalDiagnosis d)
    {
        if (d.IsFullRank && d.EffectiveQ > 1)
        {
            yield return Invariant(
                $"{d.Subject}: {d.Regions} regions for {d.EffectiveSamples:0} independent volumes (q_eff = {d.EffectiveQ:0.0} > 1). The inverse of the plain covariance exists, but is noise: clean it, and trust no single partial correlation without a comparison over subjects."
            );
        }
    }

    private static string Names(IReadOnlyList<string> names) => List([.. names.Select(n => $"'{n}'")]);

    private static string List(IReadOnlyList<string> items) =>
        string.Join(", ", items.Take(8)) + (items.Count > 8 ? Invariant($" and {items.Count - 8} more") : "");

    private static string Count(int count, string one, string many) => Invariant($"{count} {(count == 1 ? one : many)}");
}
