using Gyrus.Pipelines.Comparison;
using Gyrus.Validation;
using static System.FormattableString;

namespace Gyrus.Report.Comparisons;

/// <summary>The methods paragraph of a comparison, as it may be printed.</summary>
internal static class ComparisonMethods
{
    public static string Text(StudyComparison study)
    {
        ComparisonResult result = study.Result;
        FoldPlan folds = study.Settings.Folds;
        string searches = folds.ShuffleSeed is null
            ? Invariant(
                $"{folds.Folds} contiguous folds{(folds.Gap > 0 ? Invariant($" with a gap of {folds.Gap} volumes") : "")}"
            )
            : Invariant($"{folds.Folds} folds of shuffled volumes");
        int most = result.Subjects.Max(s => s.TrainSamples);
        int least = result.Subjects.Min(s => s.TrainSamples);
        return Invariant(
                $"The signals of {study.Regions.Count} regions in {result.Subjects.Count} recordings were cut into training and test: {SplitText(study.Split)} ({(most == least ? Invariant($"{most}") : Invariant($"{least} to {most}"))} volumes trained). "
            )
            + "Both parts were standardised by the mean and standard deviation of the training. "
            + Invariant(
                $"{result.Estimators.Count} estimators of the covariance were fitted to the training; hyper-parameters were searched within it by cross-validation on {searches}. "
            )
            + "Each precision matrix J was judged on the test samples X by the mean Gaussian log-likelihood of a volume, −½[N ln 2π − ln det J + tr(J XᵀX/T)], by the pseudo-log-likelihood of a region given the others, and by the completion error, the mean absolute error of a region predicted from the others. "
            + $"Differences to {result.Reference} are paired by recording. Refused fits and covariances with a condition number above 10¹⁰ have no value and are in no mean.";
    }

    private static string SplitText(TrainTestSplit split) =>
        split.ShuffleSeed is { } seed
            ? Invariant($"a random share of {split.Fraction:0.##} of the volumes trained (seed {seed})")
            : Invariant(
                $"the first {split.Fraction:0.##} of {(split.Blocks == 1 ? "each recording" : Invariant($"each of {split.Blocks} equal stretches"))} trained and the rest tested"
            ) + (split.Gap > 0 ? Invariant($", with {split.Gap} volumes left out between them") : "");
}
