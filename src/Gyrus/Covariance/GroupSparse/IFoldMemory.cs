namespace Gyrus.Covariance.GroupSparse;

/// <summary>Where the scores of folds are kept, so that a cross-validation can be done by several processes, a fold each.</summary>
public interface IFoldMemory
{
    /// <summary>The scores of a fold, or null when it has not been done, or with other penalties.</summary>
    /// <param name="refinement">The number of the grid, from 0.</param>
    /// <param name="fold">The number of the fold, from 0.</param>
    /// <param name="penalties">The penalties of the grid, from large to small.</param>
    IReadOnlyList<FoldScore>? Recall(int refinement, int fold, IReadOnlyList<double> penalties);

    /// <summary>Keeps the scores of a fold.</summary>
    void Remember(int refinement, int fold, IReadOnlyList<FoldScore> scores);
}
