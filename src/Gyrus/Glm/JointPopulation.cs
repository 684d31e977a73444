using Gyrus.Glm.Features;
using Gyrus.Numerics;
using Gyrus.Optimization;

namespace Gyrus.Glm;

/// <summary>Several neurons with one penalty: minimises Σ_k mean f(η_k, y_k) + Ω(B), so that a group may hold coefficients of several neurons.</summary>
/// <remarks>
/// <para>
/// Coefficients are numbered feature × neurons + neuron. Groups that a penalty names are of these numbers; those that it does not name
/// are the blocks of the design, each over all neurons: a covariate is kept for all or dropped for all.
/// </para>
/// <para>Where no group holds two neurons, fit them apart (<see cref="GeneralizedLinearModel.FitAll"/>): the answers are the same.</para>
/// </remarks>
public sealed record JointPopulation
{
    /// <summary>Gets the model of each neuron; its penalty is on all coefficients together.</summary>
    public required GeneralizedLinearModel Model { get; init; }

    /// <summary>Gets which neuron sees which feature: features × neurons, 0 or 1, or null for all. A coefficient that is left out still counts in the size of its group.</summary>
    public Matrix? FeatureMask { get; init; }

    /// <summary>The fit of all neurons.</summary>
    /// <exception cref="ArgumentException">
    /// Sizes disagree, a response is not one of the family, a neuron has no optimum (no spikes), the penalty is adaptive, concave or smooth, or the dispersion is to be fitted.
    /// </exception>
    public JointPopulationFit Fit(GlmData data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        Model.Regularizer.RequireOneProblem("A joint population");
        if (Model.Regularizer is SmoothGroupLasso)
        {
            throw new ArgumentException(
                "A joint population has no smooth penalty: neighbouring coefficients of its groups are of different neurons."
            );
        }

        RequireKnownDispersion();
        int neurons = data.Responses.Columns;
        CheckMask(data.Design.Columns, neurons);
        GlmTask[] tasks = [.. Enumerable.Range(0, neurons).Select(k => GlmTask.Of(data, k, Model.Observation.Family))];
        foreach (GlmTask task in tasks)
        {
            if (GlmSolution.IsDegenerate(task, Model.Observation.Family))
            {
                throw new ArgumentException(
                    $"{task.Neuron} has a mean at the end of its range, hence no optimum. Leave it out of a joint fit."
                );
            }
        }

        var problem = new LinearProblem
        {
            Design = new PopulationDesign(data.Design.Store, neurons, FeatureMask),
            Datafit = LossFactory.Create(
                Model.Observation,
                [.. tasks.SelectMany(static t => t.Response())],
                [.. tasks.SelectMany(static t => t.Weights)],
                neurons
            ),
            Penalty = PenaltyOn(data.Design, neurons),
            Offset = data.Offset is null ? null : [.. tasks.SelectMany(static t => t.Offset!)],
            StartIntercepts = Array.ConvertAll(tasks, t => t.StartIntercept(Model.Observation)),
        };
        ILinearSolver solver = GlmSolvers.Create(Model, problem);
        SolverReport report = solver.Solve(Model.Regularizer.Strength, Model.Regularizer.Strength, cancellationToken);
        return Split(tasks, solver.Point, report);
    }

    private PenaltyBlocks PenaltyOn(Design design, int neurons)
    {
        FeatureBlock[] joint =
        [
            .. design.Blocks.Select(b => new FeatureBlock
            {
                Name = b.Name,
                Start = b.Start * neurons,
                Count = b.Count * neurons,
            }),
        ];
        return Model.PenaltyOn(joint, design.Columns * neurons);
    }

    private void RequireKnownDispersion()
    {
        if (Model.Observation is { Family: Family.NegativeBinomial, Dispersion: null })
        {
            throw new ArgumentException("A joint population does not fit the dispersion: give one.");
        }
    }

    private void CheckMask(int columns, int neurons)
    {
        if (FeatureMask is not { } mask)
        {
            return;
        }

        Require.SameSize(columns, mask.Rows, "one row of the feature mask per column of the design");
        Require.SameSize(neurons, mask.Columns, "one column of the feature mask per neuron");
        if (mask.AsSpan().ToArray().Any(static m => m != 0 && m != 1))
        {
            throw new ArgumentException("A feature mask holds 0 and 1 only.");
        }
    }

    private JointPopulationFit Split(GlmTask[] tasks, LinearPoint point, SolverReport report)
    {
        int samples = point.Eta.Length / tasks.Length;
        int features = point.Beta.Length / tasks.Length;
        GlmFit[] fits =
        [
            .. tasks.Select(
                (task, k) =>
                {
                    double[] beta =
                    [
                        .. Enumerable
                            .Range(0, features)
                            .Select(j => FeatureMask?[j, k] == 0 ? 0 : point.Beta[(j * tasks.Length) + k]),
                    ];
                    double[] eta = point.Eta.AsSpan(k * samples, samples).ToArray();
                    double dispersion = Model.Observation.Dispersion ?? 1;
                    var answer = new GlmAnswer(beta, point.Intercepts[k], eta, dispersion);
                    return GlmSolution.Of(task, Model, answer, OwnOf(report, task, k, answer));
                }
            ),
        ];
        return new JointPopulationFit { Fits = fits, Convergence = fits[0].Convergence };
    }

    /// <summary>How the joint solve ended, with the rank of the problem of one neuron where the degrees of freedom follow from it.</summary>
    private SolverReport OwnOf(SolverReport report, GlmTask task, int neuron, GlmAnswer answer)
    {
        if (Model.Regularizer is not Unregularized)
        {
            return report;
        }

        Design design = task.Data.Design;
        Matrix? mask = FeatureMask?.Select([.. Enumerable.Range(0, design.Columns)], [neuron]);
        var problem = new LinearProblem
        {
            Design = new PopulationDesign(design.Store, 1, mask),
            Datafit = LossFactory.Create(Model.Observation, task.Response(), task.Weights),
            Penalty = Model.PenaltyOn(design.Blocks, design.Columns),
            Offset = task.Offset,
            StartIntercepts = [task.StartIntercept(Model.Observation)],
        };
        var point = new LinearPoint(problem);
        point.Intercepts[0] = answer.Intercept;
        point.MoveTo(answer.Coefficients);
        FreeColumnsEnd end = FreeColumns.EndAt(problem, point, 0);
        int seen = Enumerable.Range(0, design.Columns).Count(j => mask?[j, 0] != 0);
        return report with { Rank = end.Rank, IsSingular = end.Rank < seen };
    }
}
