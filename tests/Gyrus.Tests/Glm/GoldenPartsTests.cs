using System.Text.Json;
using Gyrus.Glm;
using Gyrus.Glm.Features;
using Gyrus.Optimization;

namespace Gyrus.Tests.Glm;

/// <summary>The parts of a fit against the goldens: block steps, the duality gap away from the optimum, largest strengths, null models.</summary>
public sealed class GoldenPartsTests
{
    [SharedFact]
    public void BlockSteps_OnTheIdentity_AreTheProximalOperators()
    {
        foreach (JsonElement c in GlmGolden.Case("prox").GetProperty("cases").EnumerateArray())
        {
            double[] x = GlmGolden.Doubles(c.GetProperty("x"));
            double strength = c.GetProperty("strength").GetDouble();
            double scaling = c.GetProperty("scaling").GetDouble();
            var u = new double[x.Length];
            foreach (PenaltyBlock block in PenaltyBlocks.Of(PenaltyOf(c, x.Length), x.Length).Blocks)
            {
                // argmin ½‖u − x‖² + t·penalty = argmin ½uᵀ(I + t(R + D))u − xᵀu + t·w‖u‖.
                double[] matrix = new double[block.Size * block.Size];
                for (int j = 0; j < block.Size; j++)
                {
                    matrix[(j * block.Size) + j] = 1;
                }

                block.AddQuadratic(scaling * strength, matrix);
                double[] own = PenaltyBlocks.Pick(x, block.Columns);
                double[] to = new double[block.Size];
                double[] slope = Array.ConvertAll(own, static v => -v);
                if (block.IsSmooth)
                {
                    new PseudoInverse(matrix, block.Size, 1e-12).Solve(own, to);
                }
                else
                {
                    new BlockStep(matrix, block.Size).Solve(slope, scaling * strength * block.Weight, 1, to);
                    double[] prox = (double[])own.Clone();
                    SparseGroupStep.Prox(prox, block, strength, scaling);
                    NumericAssert.Close(to, block.IsQuadratic ? to : prox, 1e-14);
                }

                for (int j = 0; j < to.Length; j++)
                {
                    u[block.Columns[j]] = to[j];
                }
            }

            NumericAssert.Close(GlmGolden.Doubles(c.GetProperty("out")), u, 1e-14);
        }
    }

    [SharedTheory]
    [MemberData(nameof(GoldenFitTests.Folders), MemberType = typeof(GoldenFitTests))]
    public void Gap_AtHalfTheOptimum_IsThatOfTheReference(string folder)
    {
        JsonElement c = GlmGolden.Case(folder);
        Design design = GlmGolden.Blocks(GlmGolden.Csv("design", "X.csv"), c.GetProperty("leaves"));
        var data = new GlmData { Design = design, Responses = GlmGolden.Csv(folder, "y.csv") };

        int probes = c.GetProperty("fits")
            .EnumerateArray()
            .Count(golden => Probe(GlmGolden.Observation(c), data, golden));

        Assert.Equal(folder is "fit_poisson_softplus" or "fit_bernoulli_probit" ? 0 : 9, probes);
    }

    [SharedFact]
    public void Gap_AlongTheGuide_IsThatOfTheReference()
    {
        JsonElement c = GlmGolden.Case("seed_guide");
        GlmData data = SeedGuideTests.Data(c);

        int probes = c.GetProperty("path")
            .EnumerateArray()
            .Count(golden => Probe(new ObservationModel(), data, golden));

        Assert.Equal(10, probes);
    }

    [SharedTheory]
    [MemberData(nameof(GoldenFitTests.Folders), MemberType = typeof(GoldenFitTests))]
    public void NullModel_OfEveryFamily_HasTheReferencesGradients(string folder)
    {
        JsonElement c = GlmGolden.Case(folder);
        Design design = GlmGolden.Blocks(GlmGolden.Csv("design", "X.csv"), c.GetProperty("leaves"));
        var data = new GlmData { Design = design, Responses = GlmGolden.Csv(folder, "y.csv") };
        var model = new GeneralizedLinearModel
        {
            Observation = GlmGolden.Observation(c),
            Regularizer = new GroupLasso(),
        };
        var path = new RegularizationPath { Model = model, Count = 1 };

        GlmPath groups = path.Fit(data);

        GlmPath lasso = (path with { Model = model with { Regularizer = new Lasso() } }).Fit(data);
        Relative(c.GetProperty("lambda_max_leaves").GetDouble(), groups.LargestStrength);
        Relative(c.GetProperty("lambda_max_l1").GetDouble(), lasso.LargestStrength);
        Assert.Equal(c.GetProperty("null_intercept").GetDouble(), groups.Fits[0].Intercept, 1e-12);
        Assert.All(groups.Fits[0].Coefficients, static b => Assert.Equal(0, b));

        LinearPoint point = PointOf(model.Observation, data, new GroupLasso()).Point;
        double[] ratios = GlmGolden.Doubles(c.GetProperty("null_gradient_ratio_leaves"));
        Assert.All(
            design.Blocks,
            (b, g) =>
                Relative(
                    ratios[g],
                    Math.Sqrt(point.Gradient.Skip(b.Start).Take(b.Count).Sum(static x => x * x) / b.Count)
                )
        );
    }

    private static void Relative(double expected, double actual) => Assert.Equal(expected, actual, 1e-12 * expected);

    /// <summary>Compares the gap at half the golden coefficients; false where the golden has none.</summary>
    private static bool Probe(ObservationModel observation, GlmData data, JsonElement golden)
    {
        if (!golden.TryGetProperty("gap_probe", out JsonElement probe))
        {
            return false;
        }

        Regularizer penalty = GlmGolden.Regularizer(golden);
        (LinearProblem problem, LinearPoint point) = PointOf(observation, data, penalty);
        point.MoveTo(Array.ConvertAll(GlmGolden.Doubles(golden.GetProperty("coef")), static b => b / 2));

        double gap = DualityGap.At(problem, point, penalty.Strength);

        double t = problem.Penalty.Blocks.Max(b =>
            b.DualNorm(PenaltyBlocks.Pick(point.Gradient, b.Columns)) / penalty.Strength
        );
        Assert.Equal(probe.GetProperty("intercept")[0].GetDouble(), point.Intercepts[0], 1e-9);
        double primal = point.Loss + problem.Penalty.Value(point.Beta, penalty.Strength);
        Assert.Equal(probe.GetProperty("primal").GetDouble(), primal, 1e-9);
        Relative9(probe.GetProperty("dual_scale").GetDouble(), Math.Max(1, t));
        Assert.Equal(probe.GetProperty("gap").GetDouble(), gap, 1e-9);
        Assert.Equal(probe.GetProperty("dual").GetDouble(), primal - gap, 2e-9);
        return true;
    }

    private static void Relative9(double expected, double actual) => Assert.Equal(expected, actual, 1e-9 * expected);

    private static (LinearProblem Problem, LinearPoint Point) PointOf(
        ObservationModel observation,
        GlmData data,
        Regularizer penalty
    )
    {
        PenaltyBlocks blocks = new GeneralizedLinearModel { Regularizer = penalty }.PenaltyOn(
            data.Design.Blocks,
            data.Design.Columns
        );
        LinearProblem problem = GlmTask.Of(data, 0, observation.Family).Problem(observation, blocks);
        return (problem, new LinearPoint(problem));
    }

    private static BlockPenalty PenaltyOf(JsonElement c, int columns)
    {
        string kind = c.GetProperty("kind").GetString()!;
        double ratio =
            kind == "Lasso" ? 1
            : c.TryGetProperty("ratio", out JsonElement r) ? r.GetDouble()
            : 0;
        int[][] groups =
            kind == "GroupLasso" ? [.. c.GetProperty("groups").EnumerateArray().Select(GlmGolden.Ints)] : [];
        return new BlockPenalty
        {
            Groups = groups,
            GroupWeights = Array.ConvertAll(groups, static g => Math.Sqrt(g.Length)),
            AbsoluteWeights = kind == "GroupLasso" ? null : [.. Enumerable.Repeat(ratio, columns)],
            RidgeWeights = kind == "GroupLasso" ? null : [.. Enumerable.Repeat(1 - ratio, columns)],
        };
    }
}
