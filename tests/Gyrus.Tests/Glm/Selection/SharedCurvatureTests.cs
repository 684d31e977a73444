using Gyrus.Glm;
using Gyrus.Glm.Features;
using Gyrus.Glm.Selection;
using Gyrus.Numerics.Distributions;
using Gyrus.Optimization;
using Gyrus.Validation;

namespace Gyrus.Tests.Glm.Selection;

/// <summary>Folds that go down a path with the whole use its curvature, and are as exact as alone.</summary>
public sealed class SharedCurvatureTests
{
    private static readonly RegularizationPath Path = new()
    {
        Model = new GeneralizedLinearModel { Regularizer = new GroupLasso(), Tolerance = 1e-8 },
        Count = 12,
        Ratio = 1e-2,
    };

    [Fact]
    public void Prepare_OnAWholePath_SavesCurvaturesAndChangesNoAnswer()
    {
        GlmData data = Population();
        PathWalk[] together = Walks(data);
        PathWalk[] alone = Walks(data);
        var shared = SharedCurvature.Of(
            [.. together.Select(static w => w.Session!.OneProblem)],
            [.. together.Select(static w => w.Task.Weights)]
        )!;
        int[] own = new int[together.Length];
        int[] expected = new int[together.Length];
        double previous = together[0].Largest;
        foreach (double strength in together[0].Strengths)
        {
            shared.Prepare(strength, [.. together.Select(_ => previous)]);
            for (int k = 0; k < together.Length; k++)
            {
                SolverReport a = together[k].Session!.OneProblem!.Solve(strength, previous, default);
                SolverReport b = alone[k].Session!.OneProblem!.Solve(strength, previous, default);

                Assert.InRange(a.Certificate, 0, 1e-8 * a.Scale);
                Assert.InRange(a.Objective - b.Objective, -1e-8 * b.Scale, 1e-8 * b.Scale);
                (own[k], expected[k]) = (a.Curvatures, b.Curvatures);
            }

            previous = strength;
        }

        Assert.True(2 * own.Sum() < expected.Sum(), $"{own.Sum()} curvatures of their own, {expected.Sum()} alone");
    }

    [Fact]
    public void Fit_WithSharedCurvatures_DoesNotDependOnThreads()
    {
        GlmData data = Population();
        var options = new GlmCrossValidation
        {
            Path = Path,
            Folds = new TrialFolds { Folds = 3, Gap = 5 },
        };

        GlmCrossValidationFit one = options.Fit(data, threads: 1);
        GlmCrossValidationFit three = options.Fit(data, threads: 3);

        Assert.Equal(one.FoldScores.AsSpan().ToArray(), three.FoldScores.AsSpan().ToArray());
        Assert.Equal(one.Path.Fits[^1].Coefficients, three.Path.Fits[^1].Coefficients);
        Assert.All(one.Path.Fits, f => Assert.True(f.Convergence.Converged));
        Assert.Equal(0, one.LateFoldFits);
    }

    [Fact]
    public void Of_ProblemsWhoseWeightsAreNotThoseOfTheFirst_IsNone()
    {
        GlmData data = Population();
        double[] odd = [.. Enumerable.Range(0, 3000).Select(static i => 1.0 + (i % 2))];
        var whole = new PathWalk(Path, data, 0, default);
        var other = new PathWalk(Path, data with { Weights = odd }, 0, default);

        Assert.Null(
            SharedCurvature.Of(
                [whole.Session!.OneProblem, other.Session!.OneProblem],
                [whole.Task.Weights, other.Task.Weights]
            )
        );
    }

    /// <summary>All samples, and three folds.</summary>
    private static PathWalk[] Walks(GlmData data) =>
        [
            new PathWalk(Path, data, 0, default),
            .. Enumerable
                .Range(0, 3)
                .Select(k => new PathWalk(
                    Path,
                    Rows.Only(data, Enumerable.Range(0, 3000).Where(i => i / 1000 != k)),
                    0,
                    default
                )),
        ];

    /// <summary>Thirty neurons and one that follows five of them: a working set of many columns.</summary>
    private static GlmData Population()
    {
        var rng = new Rng(17);
        var counts = Matrix.Create(3000, 30, (_, _) => PoissonDraw.Next(rng, 0.7));
        var y = new Matrix(3000, 1);
        for (int t = 2; t < 3000; t++)
        {
            double eta = -0.5 + Enumerable.Range(0, 5).Sum(k => (0.1 + (0.05 * k)) * counts[t - 1, k]);
            y[t, 0] = PoissonDraw.Next(rng, Math.Exp(eta));
        }

        var history = new Convolution
        {
            Basis = new RaisedCosineLinear { Count = 2 },
            WindowSize = 4,
        };
        return new GlmData
        {
            Design = new DesignBuilder()
                .AddEach([.. Enumerable.Range(0, 30).Select(static k => $"n{k}")], history, counts)
                .Build(),
            Responses = y,
        };
    }
}
