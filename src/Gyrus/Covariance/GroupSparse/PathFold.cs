using Gyrus.Numerics;
using Gyrus.Optimization;

namespace Gyrus.Covariance.GroupSparse;

/// <summary>One fold: fits a path of penalties on what trains, from large to small, and scores it on what was left out.</summary>
internal sealed class PathFold
{
    private readonly GroupSparseProblem _problem;
    private readonly IReadOnlyList<SampleCovariance> _test;

    /// <summary>Binds a fold.</summary>
    /// <param name="train">What is fitted, one covariance per subject.</param>
    /// <param name="test">What scores, one covariance per subject.</param>
    public PathFold(IReadOnlyList<SampleCovariance> train, IReadOnlyList<SampleCovariance> test)
    {
        _problem = GroupSparseProblem.Create(train, 0);
        _test = test;
    }

    /// <summary>Gets the covariances on which early stopping watches the likelihood; null for no early stopping.</summary>
    public IReadOnlyList<SampleCovariance>? Watched { get; init; }

    /// <summary>Gets the algorithm of the fits.</summary>
    public required GroupSparseSolverKind Solver { get; init; }

    /// <summary>Gets when a fit ends, besides early stopping.</summary>
    public required GroupSparseStop Stop { get; init; }

    /// <summary>Gets what turns Σ w(log det Ω − ⟨S, Ω⟩) into the score that is reported.</summary>
    public Func<double, double> ScoreOf { get; init; } = static likelihood => likelihood;

    /// <summary>Gets what scores a fit instead of its likelihood on the left-out covariances; null for the likelihood.</summary>
    public Func<IReadOnlyList<Matrix>, double>? ScoreOfFit { get; init; }

    /// <summary>Fits the path.</summary>
    /// <param name="penalties">From large to small: each fit starts from the one before.</param>
    /// <param name="start">Where the first fit starts; null for the diagonal.</param>
    /// <param name="fitted">Called after each fit.</param>
    /// <param name="cancellationToken">Cancels between iterations.</param>
    public PathFit[] Fit(
        IReadOnlyList<double> penalties,
        IReadOnlyList<Matrix>? start,
        Action fitted,
        CancellationToken cancellationToken
    )
    {
        var path = new PathFit[penalties.Count];
        for (int i = 0; i < path.Length; i++)
        {
            (start, Convergence convergence) = FitOne(_problem.WithAlpha(penalties[i]), start, cancellationToken);
            path[i] = new PathFit(start, Score(start), convergence);
            fitted();
        }

        return path;
    }

    private double Score(IReadOnlyList<Matrix> fit) =>
        ScoreOfFit?.Invoke(fit) ?? ScoreOf(GroupSparseScores.LogLikelihood(fit, _test, _problem.Weights));

    private (IReadOnlyList<Matrix> Precisions, Convergence Convergence) FitOne(
        GroupSparseProblem problem,
        IReadOnlyList<Matrix>? start,
        CancellationToken cancellationToken
    )
    {
        if (Solver == GroupSparseSolverKind.Published)
        {
            return PublishedFit.OfPath(problem, start, Stop, Watched, cancellationToken);
        }

        GroupSparseSolution solution = GroupSparseSolver.Solve(problem, start, Stop, probe: null, cancellationToken);
        return (solution.Precisions, solution.Convergence);
    }
}
