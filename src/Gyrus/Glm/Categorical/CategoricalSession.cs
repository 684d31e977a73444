using Gyrus.Glm.Features;
using Gyrus.Numerics;
using Gyrus.Optimization;

namespace Gyrus.Glm.Categorical;

/// <summary>The fits of one set of labels at one strength after another, each warm from the one before.</summary>
internal sealed class CategoricalSession
{
    private readonly CategoricalData _data;
    private readonly CategoricalRegression _model;
    private readonly CategoricalTask _task;
    private readonly ILinearSolver _solver;
    private readonly int[]? _sources;
    private readonly int _free;
    private readonly CancellationToken _cancellationToken;

    public CategoricalSession(CategoricalData data, CategoricalRegression model, CancellationToken cancellationToken)
    {
        (_data, _model, _cancellationToken) = (data, model, cancellationToken);
        _task = CategoricalTask.Of(data);
        _task.RequireEveryClass();
        Regularizer regularizer = model.Regularizer.HasCopies
            ? model.Regularizer
            : model.Regularizer.RequireOneProblem("Softmax regression");
        int classes = data.Classes.Count;
        BlockPenalty columns = (regularizer.Strength == 0 ? new Unregularized() : regularizer).On(data.Design.Blocks);
        PenaltyBlocks penalty = PenaltyBlocks.Of(columns.Repeated(classes), data.Design.Columns * classes);
        _sources = penalty.Sources;
        _free = penalty.Blocks is [{ IsSmooth: true } smooth, ..] ? FreeRank(smooth, classes) : 0;
        _solver = GlmSolvers.Create(
            model.Solver,
            regularizer,
            new SolverOptions(model.Tolerance, model.MaxIterations),
            _task.Problem(penalty, columns.Sources)
        );
    }

    /// <summary>The smallest strength at which everything penalised is zero.</summary>
    public double LargestStrength() => _solver.LargestStrength(_cancellationToken);

    /// <summary>The fit at a strength.</summary>
    public CategoricalFit Fit(double strength, double previous)
    {
        SolverReport report = _solver.Solve(strength, previous, _cancellationToken);
        (int features, int classes) = (_data.Design.Columns, _data.Classes.Count);
        double[] beta = _sources is null
            ? _solver.Point.Beta
            : MappedColumns.Sum(_solver.Point.Beta, _sources, features * classes);
        return new CategoricalFit
        {
            Model = _model with { Regularizer = _model.Regularizer with { Strength = strength } },
            Classes = _data.Classes,
            Blocks = _data.Design.Blocks,
            Coefficients = Matrix.Create(features, classes, (j, k) => beta[(j * classes) + k]),
            Intercepts = Array.AsReadOnly((double[])_solver.Point.Intercepts.Clone()),
            Samples = _task.Samples,
            DroppedSamples = _task.Dropped,
            Convergence = GlmSolution.Ending(report, _model.Tolerance),
            Warnings = Warnings(report),
        };
    }

    /// <summary>The rank of independent columns in the smooth block: equal moves of all classes do nothing where no ridge sees them.</summary>
    private static int FreeRank(PenaltyBlock smooth, int classes)
    {
        int shrunk = smooth.Ridge?.Count(static r => r > 0) ?? 0;
        return shrunk + ((smooth.Size - shrunk) / classes * (classes - 1));
    }

    private string[] Warnings(SolverReport report)
    {
        var warnings = new List<string>();
        if (report.IsRunaway)
        {
            warnings.Add(
                "The classes are separable (features tell some of them apart without an error): coefficients run off to infinity and there is no finite optimum. A penalty gives one."
            );
        }
        else if (report.IsSingular && report.Rank < _free)
        {
            warnings.Add(
                _model.Regularizer is Unregularized or { Strength: 0 }
                    ? RankCheck.Explain(_data.Design, _task.Weights)
                    : RankCheck.Ambiguous
            );
        }

        return [.. warnings];
    }
}
