using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Covariance.GroupSparse;

/// <summary>
/// Precisions of several subjects with one sparsity pattern: minimises
/// Σ_k w_k[⟨S_k, Ω_k⟩ − log det Ω_k] + α·Σ_{i≠j}‖(Ω_1,ij … Ω_K,ij)‖₂ over Ω_k ≻ 0, with w_k = T_k/ΣT.
/// </summary>
/// <remarks>
/// <para>
/// The sum runs over ordered pairs, so each edge counts twice; the diagonal is not penalised. α is on the scale of the
/// covariances (at most 1 for correlations). K = 1 is the graphical lasso.
/// </para>
/// <para>
/// Certificate: the duality gap at a feasible dual point, in units of the objective: objective − optimum is at most that, whatever
/// the data (variances other than 1, singular covariances). One iteration is a sweep of the descent over all rows, or one
/// step of ADMM; where the regions fall apart, the iterations of the longest part are reported.
/// </para>
/// <para>
/// Sources: Varoquaux, Gramfort, Poline and Thirion (2010), NIPS 23; Honorio and Samaras (2012), arXiv:1207.4255;
/// docs/methods/group-sparse-covariance.md.
/// </para>
/// </remarks>
public sealed record GroupSparseCovariance
{
    /// <summary>Gets the penalty α. At least 0; 0 gives the inverse covariances, where they exist.</summary>
    public required double Alpha
    {
        get;
        init => field = Require.NotNegative(value, nameof(Alpha));
    }

    /// <summary>Gets the certified gap at which the fit stops, absolute (or the largest change, see <see cref="StopRule"/>). Positive; 1e-6.</summary>
    public double Tolerance
    {
        get;
        init => field = Require.Positive(value, nameof(Tolerance));
    } = 1e-6;

    /// <summary>Gets the most iterations. At least 1; 5000.</summary>
    public int MaxIterations
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(MaxIterations));
    } = 5000;

    /// <summary>Gets the algorithm.</summary>
    public GroupSparseSolverKind Solver { get; init; } = GroupSparseSolverKind.Certified;

    /// <summary>Gets where the fit starts: the diagonal by default.</summary>
    public GroupSparseStart Start { get; init; } = GroupSparseStart.Diagonal;

    /// <summary>Gets what ends the fit: the certified gap by default.</summary>
    public GroupSparseStopRule StopRule { get; init; } = GroupSparseStopRule.CertifiedGap;

    /// <summary>Gets a function that is called after every iteration and may end the fit by returning true.</summary>
    public Func<GroupSparseProbe, bool>? Probe { get; init; }

    /// <summary>Gets a value indicating whether every iterate is checked: finite, symmetric to the last bit, positive definite. Slow; for debugging.</summary>
    public bool CheckIterates { get; init; }

    /// <summary>Gets the most threads that the parts which can use several may use. At least 1; 1. The result does not depend on it.</summary>
    public int Threads
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Threads));
    } = 1;

    /// <summary>Fits the precisions of all subjects together.</summary>
    /// <param name="covariances">One sample covariance per subject, all of the same regions.</param>
    /// <param name="cancellationToken">Cancels between iterations.</param>
    /// <exception cref="ArgumentException">No subject, different region counts, entries that are not finite, or a dead region.</exception>
    /// <exception cref="NotPositiveDefiniteException">α is 0 and a covariance is singular, or a check of an iterate failed.</exception>
    public GroupPrecisionFit Fit(
        IReadOnlyList<SampleCovariance> covariances,
        CancellationToken cancellationToken = default
    )
    {
        var problem = GroupSparseProblem.Create(covariances, Alpha);
        IReadOnlyList<Matrix>? start = Start.PrecisionsFor(covariances);
        GroupSparseSolution solution = Solver switch
        {
            GroupSparseSolverKind.Certified => GroupSparseSolver.Solve(problem, start, Stop, Probe, cancellationToken),
            GroupSparseSolverKind.Published => PublishedFit.Solve(problem, start, Stop, Probe, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(covariances), Invariant($"There is no solver {Solver}.")),
        };
        return new GroupPrecisionFit
        {
            Precisions = solution.Precisions,
            Covariances = covariances,
            Alpha = Alpha,
            AlphaMax = problem.AlphaMax,
            Convergence = solution.Convergence,
            Warnings = [.. Warnings(problem, solution)],
        };
    }

    private GroupSparseStop Stop =>
        new()
        {
            Rule = StopRule,
            Tolerance = Tolerance,
            MaxIterations = MaxIterations,
            CheckIterates = CheckIterates,
            Threads = Threads,
        };

    private static IEnumerable<string> Warnings(GroupSparseProblem problem, GroupSparseSolution solution)
    {
        if (problem.Regions == 1)
        {
            yield return "There is one region: the precision is its inverse variance, and there are no edges.";
        }
        else if (problem.Alpha >= problem.AlphaMax)
        {
            yield return Invariant(
                $"Alpha ({problem.Alpha:G6}) is not below alpha_max ({problem.AlphaMax:G6}): every precision is diagonal and the connectome has no edge."
            );
        }

        if (!solution.Convergence.Converged)
        {
            yield return Invariant(
                $"The fit did not converge: after {solution.Convergence.Iterations} iterations the certificate is {solution.Convergence.Certificate:0.0e+00}, above the tolerance {solution.Convergence.Tolerance:0.0e+00}."
            );
        }
    }
}
