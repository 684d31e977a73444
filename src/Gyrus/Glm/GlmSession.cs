using Gyrus.Optimization;

namespace Gyrus.Glm;

/// <summary>The fits of one task at one strength after another, each warm from the one before.</summary>
internal sealed class GlmSession
{
    private const int MaxDispersionRounds = 50;
    private const int MaxReweightings = 100;

    private readonly GlmTask _task;
    private readonly GeneralizedLinearModel _model;
    private readonly CancellationToken _cancellationToken;
    private double _dispersion;
    private readonly PenaltyBlocks _penalty;
    private readonly (double[] Beta, double Intercept)? _other;
    private ILinearSolver _solver;

    public GlmSession(GlmTask task, GeneralizedLinearModel model, CancellationToken cancellationToken)
    {
        (_task, _cancellationToken) = (task, cancellationToken);
        _model = model with
        {
            Regularizer = model.Regularizer.Resolved(
                task.Data.Design.Blocks,
                pilot =>
                    [
                        .. new GlmSession(task, model with { Regularizer = pilot }, cancellationToken)
                            .Fit(pilot.Strength, pilot.Strength)
                            .Coefficients,
                    ]
            ),
        };
        Original = model;
        _dispersion = model.Observation.Dispersion ?? 1;
        _penalty = _model.PenaltyOn(task.Data.Design.Blocks, task.Data.Design.Columns);
        _solver = Solver(_penalty);
        for (int round = 0; IsDispersionFree && round < MaxDispersionRounds && !SettlesDispersion(); round++)
        {
            Restart(_penalty);
        }

        _other = PositivePartStart.Of(task, _model.Observation, cancellationToken);
    }

    /// <summary>Gets the model as it was asked for.</summary>
    public GeneralizedLinearModel Original { get; }

    /// <summary>Gets the solver where it solves one convex problem from strength to strength, or null.</summary>
    public ProximalNewton? OneProblem =>
        _model.Regularizer.IsReweighted
        || IsDispersionFree
        || !ReferenceEquals(_model.Regularizer, Original.Regularizer)
            ? null
            : _solver as ProximalNewton;

    /// <summary>Gets η of the last fit at every sample; where a row of the design is not valid it means nothing.</summary>
    public ReadOnlySpan<double> Eta => _solver.Point.Eta;

    /// <summary>The smallest strength at which everything penalised is zero, with the dispersion that the rest then has.</summary>
    public double LargestStrength()
    {
        double strength = _solver.LargestStrength(_cancellationToken);
        for (int round = 0; IsDispersionFree && round < MaxDispersionRounds && !SettlesDispersion(); round++)
        {
            Restart(_penalty);
            strength = _solver.LargestStrength(_cancellationToken);
        }

        return _other is null || !_penalty.IsSparse ? strength : Searched(strength);
    }

    /// <summary>The fit at a strength.</summary>
    public GlmFit Fit(double strength, double previous)
    {
        SolverReport report = Converge(strength, previous);
        bool settled = !IsDispersionFree;
        for (int round = 0; IsDispersionFree && round < MaxDispersionRounds; round++)
        {
            settled = SettlesDispersion();
            if (settled)
            {
                break;
            }

            Restart(_penalty);
            report = Converge(strength, strength);
        }

        GeneralizedLinearModel model = Original with
        {
            Regularizer = Original.Regularizer with { Strength = strength },
        };
        report = report with { IsSettled = report.IsSettled && settled };
        return GlmSolution.Of(_task, model, _solver.Point, report, _dispersion);
    }

    private bool IsDispersionFree => _model.Observation is { Family: Family.NegativeBinomial, Dispersion: null };

    /// <summary>Fits the dispersion to the means at hand, and says whether it is still the same.</summary>
    private bool SettlesDispersion()
    {
        double dispersion = NegativeBinomialDispersion.Fit(_task, _model.Observation.EffectiveLink, _solver.Point.Eta);
        bool settled = Math.Abs(Math.Log(dispersion / _dispersion)) < 1e-6;
        _dispersion = dispersion;
        return settled;
    }

    /// <summary>
    /// Where there are two starts, the one beside the null model may find something better at strengths at which the null model is a local optimum: the strength from which
    /// on it does not, by bisection.
    /// </summary>
    /// <param name="local">The strength from which on the null model is a local optimum.</param>
    private double Searched(double local)
    {
        const double Precision = 1e-7;
        const double Widest = 1e-6;
        (double[] Beta, double Intercept) none = Here();
        double penalty = _penalty.Value(Copies(_other!.Value.Beta), 1);
        double above = Math.Max(penalty > 0 ? _solver.Point.Excess / penalty : 0, local);
        if (above == 0)
        {
            return local;
        }

        while (!IsNullAt(above))
        {
            above *= 2;
        }

        double below = Math.Max(local, Widest * above);
        while (above > below * (1 + Precision))
        {
            double middle = Math.Sqrt(above * below);
            (below, above) = IsNullAt(middle) ? (below, middle) : (middle, above);
        }

        MoveTo(none);
        return above;

        bool IsNullAt(double strength)
        {
            MoveTo(none);
            SolveFromBoth(strength, strength);
            return IsNull;
        }
    }

    /// <summary>Gets a value indicating whether everything that can be zero is.</summary>
    private bool IsNull =>
        Array.TrueForAll(
            _penalty.Blocks,
            b => (b.IsSmooth && _penalty.IsSparse) || Array.TrueForAll(b.Columns, j => _solver.Point.Beta[j] == 0)
        );

    /// <summary>Solves one convex problem, or the few that a concave penalty asks for.</summary>
    private SolverReport Converge(double strength, double previous)
    {
        if (_model.Regularizer.IsReweighted && strength > 0)
        {
            // Each strength begins at its group lasso, not at the weights that another strength ended with.
            Restart(_penalty);
        }

        SolverReport report = SolveFromBoth(strength, previous);
        if (!_model.Regularizer.IsReweighted || strength == 0)
        {
            return report;
        }

        Regularizer regularizer = _model.Regularizer with { Strength = strength };
        double[]? last = null;
        for (int stage = 0; stage < MaxReweightings; stage++)
        {
            if (regularizer.Reweighted(_task.Data.Design.Blocks, _solver.Point.Beta) is not { } penalty)
            {
                return report;
            }

            if (
                last is not null
                && penalty.GroupWeights.Zip(last).All(static w => Math.Abs(w.First - w.Second) <= 1e-8)
            )
            {
                return report;
            }

            last = penalty.GroupWeights;
            Restart(PenaltyBlocks.Of(penalty, _task.Data.Design.Columns));
            report = _solver.Solve(strength, strength, _cancellationToken);
        }

        return report with
        {
            IsSettled = false,
        };
    }

    /// <summary>Where the constant model may be a poor start, the better of the answers from there and from another one.</summary>
    private SolverReport SolveFromBoth(double strength, double previous)
    {
        if (_other is not { } other || !IsNull)
        {
            return _solver.Solve(strength, previous, _cancellationToken);
        }

        SolverReport near = _solver.Solve(strength, previous, _cancellationToken);
        (double[] Beta, double Intercept) found = Here();
        MoveTo((Copies(other.Beta), other.Intercept));
        SolverReport far = _solver.Solve(strength, strength, _cancellationToken);
        // What is left of the tolerance of both is no reason to leave the constant model.
        if (far.Objective < near.Objective - (2 * _model.Tolerance * near.Scale) || !double.IsFinite(near.Objective))
        {
            return far;
        }

        MoveTo(found);
        return near;
    }

    private (double[] Beta, double Intercept) Here() =>
        ((double[])_solver.Point.Beta.Clone(), _solver.Point.Intercepts[0]);

    private void MoveTo((double[] Beta, double Intercept) point)
    {
        _solver.Point.Intercepts[0] = point.Intercept;
        _solver.Point.MoveTo(point.Beta);
    }

    /// <summary>Coefficients of the design on the copies of its columns that groups which overlap have.</summary>
    private double[] Copies(double[] beta)
    {
        if (_model.Regularizer is not OverlappingGroupLasso { Strength: > 0 } overlapping)
        {
            return beta;
        }

        int[] sources = overlapping.On(_task.Data.Design.Blocks).Sources!;
        return Array.ConvertAll(sources, j => beta[j] / sources.Count(s => s == j));
    }

    private void Restart(PenaltyBlocks penalty)
    {
        double[] beta = _solver.Point.Beta;
        _solver = Solver(penalty);
        _solver.Point.MoveTo(beta);
    }

    private ILinearSolver Solver(PenaltyBlocks penalty)
    {
        ObservationModel observation = _model.Observation;
        observation =
            observation.Family == Family.NegativeBinomial ? observation with { Dispersion = _dispersion } : observation;
        return GlmSolvers.Create(_model, _task.Problem(observation, penalty));
    }
}
