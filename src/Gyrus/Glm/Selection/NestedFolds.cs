using Gyrus.Validation;

namespace Gyrus.Glm.Selection;

/// <summary>The folds inside the training set of an outer fold.</summary>
internal static class NestedFolds
{
    /// <summary>What remains of the folds: each without the outer test samples and their gap.</summary>
    public static IReadOnlyList<SampleSplit> Inside(SampleSplit outer, IReadOnlyList<SampleSplit> folds)
    {
        var kept = new HashSet<int>(outer.Train);
        return
        [
            .. folds
                .Select(f => new SampleSplit
                {
                    Train = [.. f.Train.Where(kept.Contains)],
                    Test = [.. f.Test.Where(kept.Contains)],
                })
                .Where(f => f.Test.Count > 0 && f.Train.Count < kept.Count),
        ];
    }
}
