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
        _solver = Solver(_model.PenaltyOn(task.Data.Design.Blocks, task.Data.Design.Columns));
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

    /// <summary>The smallest strength at which everything penalised is zero.</summary>
    public double LargestStrength() => _solver.LargestStrength(_cancellationToken);

    /// <summary>The fit at a strength.</summary>
    public GlmFit Fit(double strength, double previous)
    {
        SolverReport report = Converge(strength, previous);
        bool settled = !IsDispersionFree;
        for (int round = 0; IsDispersionFree && round < MaxDispersionRounds; round++)
        {
            double dispersion = NegativeBinomialDispersion.Fit(
                _task,
                _model.Observation.EffectiveLink,
                _solver.Point.Eta
            );
            settled = Math.Abs(Math.Log(dispersion / _dispersion)) < 1e-6;
            _dispersion = dispersion;
            if (settled)
            {
                break;
            }

            Restart(_model.PenaltyOn(_task.Data.Design.Blocks, _task.Data.Design.Columns));
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

    /// <summary>Solves one convex problem, or the few that a concave penalty asks for.</summary>
    private SolverReport Converge(double strength, double previous)
    {
        if (_model.Regularizer.IsReweighted && strength > 0)
        {
            // Each strength begins at its group lasso, not at the weights that another strength ended with.
            Restart(_model.PenaltyOn(_task.Data.Design.Blocks, _task.Data.Design.Columns));
        }

        SolverReport report = _solver.Solve(strength, previous, _cancellationToken);
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
