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

    /// <summary>Gets where the scores of folds are kept, or null. A fold that is kept starts no other: refinements are cold then.</summary>
    public IFoldMemory? Memory { get; init; }

    /// <summary>The penalties of a grid of the search, from the kept scores of all grids before it.</summary>
    /// <exception cref="InvalidOperationException">A score is missing.</exception>
    public static IReadOnlyList<double> Penalties(
        IReadOnlyList<double> grid,
        int refinement,
        int folds,
        IFoldMemory memory
    ) =>
        refinement == 0
            ? grid
            : PenaltySearch
                .Run<PenaltyPathPoint>(grid, refinement, pass => Points(pass, Recalled(pass, folds, memory), null))
                .Refine(refinement, grid.Count)
                .Penalties;

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
                Memory?.Recall(pass.Refinement, f, pass.Penalties) is { } known
                    ? [.. known.Select(Known)]
                    : Fit(pass, f, cancellationToken),
            cancellationToken
        );
        FoldScore[][] scores = [.. fits.Select(fold => fold.Select(ScoreOf(pass)).ToArray())];
        return Points(pass, scores, WarmRefinements ? fits : null);
    }

    private PathFit[] Fit(PenaltyPass<PenaltyPathPoint> pass, int fold, CancellationToken cancellationToken)
    {
        IReadOnlyList<Matrix>? start = WarmRefinements ? pass.Start?.Precisions?[fold] : null;
        PathFit[] fits = folds[fold].Fit(pass.Penalties, start, Report, cancellationToken);
        Memory?.Remember(pass.Refinement, fold, [.. fits.Select(ScoreOf(pass))]);
        return fits;
    }

    private PathFit Known(FoldScore score)
    {
        Report();
        return new PathFit([], score.Score, score.Convergence);
    }

    private static Func<PathFit, int, FoldScore> ScoreOf(PenaltyPass<PenaltyPathPoint> pass) =>
        (fit, i) => new FoldScore(pass.Penalties[i], fit.Score, fit.Convergence);

    private static IReadOnlyList<FoldScore>[] Recalled(
        PenaltyPass<PenaltyPathPoint> pass,
        int folds,
        IFoldMemory memory
    ) =>
        [
            .. Enumerable
                .Range(0, folds)
                .Select(f =>
                    memory.Recall(pass.Refinement, f, pass.Penalties)
                    ?? throw new InvalidOperationException(
                        FormattableString.Invariant(
                            $"The scores of fold {f + 1} on grid {pass.Refinement + 1} are missing: a later grid depends on them."
                        )
                    )
                ),
        ];

    private static PenaltyPathPoint[] Points(
        PenaltyPass<PenaltyPathPoint> pass,
        IReadOnlyList<FoldScore>[] scores,
        PathFit[][]? fits
    ) =>
        [
            .. pass.Penalties.Select(
                (penalty, i) =>
                    new PenaltyPathPoint(
                        new PenaltyScore
                        {
                            Penalty = penalty,
                            Refinement = pass.Refinement,
                            FoldScores = [.. scores.Select(f => f[i].Score)],
                            FoldConvergence = [.. scores.Select(f => f[i].Convergence)],
                        },
                        fits is null ? null : [.. fits.Select(f => f[i].Precisions)]
                    )
            ),
        ];

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
