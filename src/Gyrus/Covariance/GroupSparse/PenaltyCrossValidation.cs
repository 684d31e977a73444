using Gyrus.Numerics;
using Gyrus.Validation;

namespace Gyrus.Covariance.GroupSparse;

/// <summary>The search for a penalty over folds: the part that the cross-validations of one subject and of many share.</summary>
internal sealed class PenaltyCrossValidation(IReadOnlyList<PathFold> folds, int threads)
{
    private int _fits;
    private int _total;

    /// <summary>Gets a value indicating whether a refined grid starts from the fits of the grid before.</summary>
    public bool WarmRefinements { get; init; } = true;

    /// <summary>Gets who is told after each fit of a fold.</summary>
    public IProgress<WorkProgress>? Progress { get; init; }

    /// <summary>Searches: a first grid, then <paramref name="grids"/> − 1 refinements.</summary>
    public (IReadOnlyList<PenaltyScore> Scores, double Best) Run(
        IReadOnlyList<double> grid,
        int grids,
        CancellationToken cancellationToken
    )
    {
        _total = grid.Count * grids * folds.Count;
        var live = new List<PenaltyPathPoint>();
        PenaltyPath<PenaltyPathPoint> path = PenaltySearch.Run<PenaltyPathPoint>(
            grid,
            grids,
            pass =>
            {
                PenaltyPathPoint[] points = Evaluate(pass, cancellationToken);
                Release(live, pass);
                live.AddRange(points);
                return points;
            }
        );
        return ([.. path.Points.Select(p => p.Score)], path.Points[path.Best].Penalty);
    }

    private PenaltyPathPoint[] Evaluate(PenaltyPass<PenaltyPathPoint> pass, CancellationToken cancellationToken)
    {
        PathFit[][] fits = PartLoop.Run(
            folds.Count,
            threads,
            f =>
            {
                IReadOnlyList<Matrix>? start = WarmRefinements ? pass.Start?.Precisions?[f] : null;
                return folds[f].Fit(pass.Penalties, start, Report, cancellationToken);
            },
            cancellationToken
        );
        return [.. pass.Penalties.Select((penalty, i) => Point(pass.Refinement, penalty, [.. fits.Select(f => f[i])]))];
    }

    private PenaltyPathPoint Point(int refinement, double penalty, PathFit[] fits) =>
        new(
            new PenaltyScore
            {
                Penalty = penalty,
                Refinement = refinement,
                FoldScores = [.. fits.Select(f => f.Score)],
                FoldConvergence = [.. fits.Select(f => f.Convergence)],
            },
            WarmRefinements ? [.. fits.Select(f => f.Precisions)] : null
        );

    /// <summary>The interval only shrinks: fits outside it start nothing any more, and they are large.</summary>
    private static void Release(List<PenaltyPathPoint> live, PenaltyPass<PenaltyPathPoint> pass)
    {
        double high = pass.Start?.Penalty ?? double.PositiveInfinity;
        foreach (PenaltyPathPoint point in live.Where(p => p.Penalty > high || p.Penalty < pass.Low))
        {
            point.Release();
        }

        live.RemoveAll(p => p.Precisions is null);
    }

    private void Report()
    {
        int done = Interlocked.Increment(ref _fits);
        Progress?.Report(new WorkProgress("cross-validation", done, _total));
    }
}
