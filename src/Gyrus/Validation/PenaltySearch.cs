namespace Gyrus.Validation;

/// <summary>The search for a penalty on a grid that is refined around the best point: shared by every cross-validation.</summary>
internal static class PenaltySearch
{
    /// <summary>Evaluates a first grid and then <paramref name="passes"/> − 1 refinements of it.</summary>
    /// <param name="grid">The first grid, from large to small.</param>
    /// <param name="passes">The number of grids in all, at least 1.</param>
    /// <param name="evaluate">Gives one point per penalty of the pass, in its order.</param>
    public static PenaltyPath<TPoint> Run<TPoint>(
        IReadOnlyList<double> grid,
        int passes,
        Func<PenaltyPass<TPoint>, IReadOnlyList<TPoint>> evaluate
    )
        where TPoint : class, IScoredPenalty
    {
        var pass = new PenaltyPass<TPoint>(0, grid, null, 0);
        var path = new PenaltyPath<TPoint>(evaluate(pass));
        for (int i = 1; i < passes; i++)
        {
            pass = path.Refine(i, grid.Count);
            path = new PenaltyPath<TPoint>([.. path.Points, .. evaluate(pass)]);
        }

        return path;
    }
}
