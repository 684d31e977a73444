using System.Numerics.Tensors;
using Gyrus.Glm.Features;
using Gyrus.Optimization;
using static System.FormattableString;

namespace Gyrus.Glm;

/// <summary>Makes the <see cref="GlmFit"/> of what a solver left.</summary>
internal static class GlmSolution
{
    /// <summary>What is said of a fit whose coefficients run off.</summary>
    public const string Separable =
        "The data are separable (a feature never goes with a spike, or splits the labels): coefficients run off to infinity and there is no finite optimum. A penalty gives one.";

    /// <summary>What is said of a fit whose mean is nil everywhere.</summary>
    public const string NoMean =
        "Nothing makes a positive mean better than none (the mean of the responses is not positive), so that the intercept runs off to -infinity. This link is for responses around a positive mean: do not centre them, or use the identity link.";

    private const double MachineEpsilon = 2.220446049250313e-16;

    public static GlmFit Of(
        GlmTask task,
        GeneralizedLinearModel model,
        LinearPoint point,
        SolverReport report,
        double dispersion
    )
    {
        var answer = new GlmAnswer(point.Beta, point.Intercepts[0], point.Eta, dispersion);
        if (model.Regularizer is not OverlappingGroupLasso { Strength: > 0 } overlapping)
        {
            return Of(task, model, answer, report);
        }

        Design design = task.Data.Design;
        int[] sources = overlapping.On(design.Blocks).Sources!;
        double[] sums = MappedColumns.Sum(point.Beta, sources, design.Columns);
        return Of(task, model, answer with { Coefficients = sums }, report) with
        {
            LatentGroups = overlapping.Parts(point.Beta),
        };
    }

    public static GlmFit Of(GlmTask task, GeneralizedLinearModel model, GlmAnswer answer, SolverReport report)
    {
        double degreesOfFreedom = DegreesOfFreedom(task, model, answer.Coefficients, report);
        bool isNil = task.IsNil(model.Observation, answer.Eta);
        report = report with { IsRunaway = report.IsRunaway || isNil || !IsFinite(answer) };
        var fit = new GlmFit
        {
            Model = model,
            Neuron = task.Neuron,
            Blocks = task.Data.Design.Blocks,
            Coefficients = Array.AsReadOnly((double[])answer.Coefficients.Clone()),
            Intercept = answer.Intercept,
            Scale = 1,
            ResidualDegreesOfFreedom = degreesOfFreedom,
            Samples = task.Samples,
            DroppedSamples = task.Dropped,
            Convergence = Ending(report, model.Tolerance),
            Warnings =
            [
                .. isNil ? [NoMean] : Array.Empty<string>(),
                .. Warnings(task, model, report with { IsRunaway = report.IsRunaway && !isNil }, degreesOfFreedom),
            ],
            RunsAway = report.IsRunaway,
        };
        return fit with { Scale = Dispersion(task, fit, answer.Eta, answer.Dispersion) };
    }

    private static bool IsFinite(GlmAnswer answer) =>
        double.IsFinite(answer.Intercept) && Array.TrueForAll(answer.Coefficients, double.IsFinite);

    /// <summary>How a solver ended, with a relative certificate; infinite where there is no finite optimum or where weights did not settle.</summary>
    public static Convergence Ending(SolverReport report, double tolerance) =>
        new()
        {
            Method = report.Method,
            Iterations = report.Iterations,
            Objective = report.Objective,
            Certificate =
                report.IsRunaway || !report.IsSettled ? double.PositiveInfinity : report.Certificate / report.Scale,
            Tolerance = tolerance,
        };

    /// <summary>
    /// The fit where there is nothing to explain: β = 0. A mean at the end of its range (no spike at all) has no finite optimum and is put at the last number; of responses
    /// that are all the same each is met, so that this is the optimum whatever the penalty.
    /// </summary>
    public static GlmFit Null(GlmTask task, GeneralizedLinearModel model)
    {
        ObservationModel observation = model.Observation;
        double intercept = Level(task, observation);
        return new GlmFit
        {
            Model = model,
            Neuron = task.Neuron,
            Blocks = task.Data.Design.Blocks,
            Coefficients = Array.AsReadOnly(new double[task.Data.Design.Columns]),
            Intercept = intercept,
            Scale = observation.Family switch
            {
                Family.Gaussian or Family.Gamma => 0,
                Family.NegativeBinomial => observation.Dispersion ?? DispersionAt(task, observation, intercept),
                _ => 1,
            },
            ResidualDegreesOfFreedom = task.Samples - 1,
            Samples = task.Samples,
            DroppedSamples = task.Dropped,
            Convergence = new Convergence
            {
                Method = "none needed",
                Iterations = 0,
                Objective = 0,
                Certificate = 0,
                Tolerance = model.Tolerance,
            },
            Warnings = [NothingToExplain(task, observation.Family)],
        };
    }

    /// <summary>What is said of a neuron without anything to explain.</summary>
    public static string NothingToExplain(GlmTask task, Family family)
    {
        string what =
            IsDegenerate(task, family) && task.Mean == 0
                ? "There is no spike (every response is 0)"
                : Invariant($"Every response is {FirstOf(task):g6}");
        return what + ": nothing is to be explained, and every coefficient is zero.";
    }

    /// <summary>Whether there is nothing to explain: the mean is at the end of its range, or all responses and offsets that count are the same.</summary>
    public static bool IsNull(GlmTask task, ObservationModel observation)
    {
        if (IsDegenerate(task, observation.Family))
        {
            return true;
        }

        double[] response = task.Response();
        int first = FirstCounting(task);
        for (int i = first; i < response.Length; i++)
        {
            if (task.Weights[i] > 0 && (response[i] != response[first] || task.Offset?[i] != task.Offset?[first]))
            {
                return false;
            }
        }

        return double.IsFinite(LinkFunction.Predictor(observation.EffectiveLink, response[first]));
    }

    /// <summary>Whether the mean is at the end of its range, where no optimum is finite.</summary>
    public static bool IsDegenerate(GlmTask task, Family family) =>
        family switch
        {
            Family.Poisson or Family.NegativeBinomial => task.Mean == 0,
            Family.Bernoulli => task.Mean == 0 || Array.TrueForAll(task.Response(), static y => y == 1),
            _ => false,
        };

    /// <summary>The intercept without any covariate.</summary>
    private static double Level(GlmTask task, ObservationModel observation) =>
        IsDegenerate(task, observation.Family)
            ? LinkFunction.Predictor(
                observation.EffectiveLink,
                Math.Clamp(
                    task.Mean,
                    MachineEpsilon,
                    observation.Family == Family.Bernoulli ? 1 - MachineEpsilon : double.MaxValue
                )
            )
            : LinkFunction.Predictor(observation.EffectiveLink, FirstOf(task))
                - (task.Offset?[FirstCounting(task)] ?? 0);

    /// <summary>φ of counts that are all the same; 1 where all are 0.</summary>
    private static double DispersionAt(GlmTask task, ObservationModel observation, double intercept)
    {
        double[] eta = task.Offset is { } offset ? [.. offset] : new double[task.Weights.Length];
        TensorPrimitives.Add(eta, intercept, eta);
        return task.Mean == 0 ? 1 : NegativeBinomialDispersion.Fit(task, observation.EffectiveLink, eta);
    }

    private static int FirstCounting(GlmTask task) => Array.FindIndex(task.Weights, static w => w > 0);

    /// <summary>The first response that counts.</summary>
    private static double FirstOf(GlmTask task) => task.Response()[FirstCounting(task)];

    private static double DegreesOfFreedom(
        GlmTask task,
        GeneralizedLinearModel model,
        double[] beta,
        SolverReport report
    ) =>
        task.Samples
        - 1
        - (
            model.Regularizer is Ridge ? beta.Length
            : model.Regularizer is Unregularized ? report.Rank
            : beta.Count(static b => Math.Abs(b) > 1e-8)
        );

    private static double Dispersion(GlmTask task, GlmFit fit, double[] eta, double dispersion)
    {
        ObservationModel observation = fit.Model.Observation;
        if (observation.Family is not (Family.Gaussian or Family.Gamma))
        {
            return observation.Family == Family.NegativeBinomial ? dispersion : 1;
        }

        double sum = 0;
        double[] response = task.Response();
        for (int i = 0; i < eta.Length; i++)
        {
            double mean = LinkFunction.Mean(observation.EffectiveLink, eta[i]);
            double residual = observation.Family == Family.Gamma ? (response[i] - mean) / mean : response[i] - mean;
            sum += task.Weights[i] == 0 ? 0 : task.Weights[i] * residual * residual;
        }

        return task.Samples * sum / Math.Max(1, fit.ResidualDegreesOfFreedom);
    }

    private static string[] Warnings(
        GlmTask task,
        GeneralizedLinearModel model,
        SolverReport report,
        double degreesOfFreedom
    )
    {
        var warnings = new List<string>();
        int columns = task.Data.Design.Columns;
        if (model.Regularizer is Unregularized && columns + 1 > task.Samples)
        {
            warnings.Add(
                Invariant(
                    $"{task.Samples} samples cannot determine {columns} coefficients and an intercept: without a penalty there is no one optimum. Use a ridge or a group lasso."
                )
            );
        }

        if (report.IsSingular)
        {
            warnings.Add(
                model.Regularizer is Unregularized or { Strength: 0 }
                    ? RankCheck.Explain(task.Data.Design, task.Weights)
                    : RankCheck.Ambiguous
            );
        }

        if (report.IsRunaway)
        {
            warnings.Add(Separable);
        }

        if (!report.IsSettled)
        {
            warnings.Add("What several solves find (the weights of the penalty, or the dispersion) did not settle.");
        }

        if (model.Observation.Family is Family.Gaussian or Family.Gamma && degreesOfFreedom < 1)
        {
            warnings.Add(
                Invariant(
                    $"{degreesOfFreedom} degrees of freedom are left: the scale is taken as if there were one, and scores that need it say little."
                )
            );
        }

        return [.. warnings];
    }
}
