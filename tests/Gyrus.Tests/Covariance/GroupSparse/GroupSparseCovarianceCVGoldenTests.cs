using Gyrus.Covariance;
using Gyrus.Covariance.GroupSparse;

namespace Gyrus.Tests.Covariance.GroupSparse;

public sealed class GroupSparseCovarianceCVGoldenTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Faithful =>
        new()
        {
            { "default", "sub" },
            { "no_early_stopping", "sub" },
            { "grid", "sub" },
            { "cv3_alphas5_ref2", "sub" },
            { "p39", "p39_sub" },
        };

    /// <summary>Scores of unfinished iterates: only the same iterates can give them.</summary>
    [SharedTheory]
    [MemberData(nameof(Faithful))]
    public void Nilearn_AgreesInPenaltiesScoresAndPrecisions(string run, string input)
    {
        GroupSparseCovarianceCVFit fit = Options(run).Fit(Subjects(input), null, Token);

        AssertGolden(run, fit, penalties: 1e-6, scores: 1e-6);
        Npy precisions = Npy.Golden("nilearn", "gsc_cv", $"out_{run}_precisions.npy");
        NumericAssert.Close(precisions.Values, [.. fit.Fit.Precisions.SelectMany(m => m.AsSpan().ToArray())], 1e-6);
    }

    /// <summary>Fits to the end: what an exact solver must give, whatever its iterates.</summary>
    [SharedTheory]
    [InlineData(GroupSparseSolverKind.Certified, 1e-10)]
    [InlineData(GroupSparseSolverKind.Published, 1e-7)]
    public void Optima_AgreeWithNilearnRunToTheEnd(GroupSparseSolverKind solver, double tolerance)
    {
        var options = new GroupSparseCovarianceCV
        {
            Solver = solver,
            Scale = CovarianceScale.Mixed,
            ToleranceCV = tolerance,
            MaxIterationsCV = 20000,
            Tolerance = 1e-9,
            MaxIterations = 20000,
        };

        GroupSparseCovarianceCVFit fit = options.Fit(Subjects("sub"), null, Token);

        AssertGolden("tight", fit, penalties: 1e-9, scores: 1e-5);
    }

    [SharedFact]
    public void Default_ChoosesWithinOneStepOfNilearnRunToTheEnd()
    {
        GroupSparseCovarianceCVFit fit = new GroupSparseCovarianceCV().Fit(Subjects("sub"), null, Token);

        double golden = Npy.Golden("nilearn", "gsc_cv", "out_tight_alpha.npy").Scalar;
        Assert.InRange(fit.Alpha / golden, 0.96, 1.04);
        Assert.InRange(fit.CertifiedGap, 0, 1e-6);
        Assert.All(fit.Scores, s => Assert.All(s.FoldConvergence, c => Assert.True(c.Converged)));
    }

    private static GroupSparseCovarianceCV Options(string run) =>
        run switch
        {
            "no_early_stopping" => GroupSparseCovarianceCV.Nilearn with { EarlyStopping = false },
            "grid" => GroupSparseCovarianceCV.Nilearn with { Alphas = [0.3, 0.15, 0.08, 0.04, 0.02] },
            "cv3_alphas5_ref2" => GroupSparseCovarianceCV.Nilearn with { Folds = 3, AlphaCount = 5, Refinements = 2 },
            _ => GroupSparseCovarianceCV.Nilearn,
        };

    private static void AssertGolden(string run, GroupSparseCovarianceCVFit fit, double penalties, double scores)
    {
        double[] expected = Npy.Golden("nilearn", "gsc_cv", $"out_{run}_cv_alphas.npy").Values;
        Assert.Equal(expected.Length, fit.Scores.Count);
        Assert.All(
            expected.Zip(fit.Scores),
            x => Assert.InRange(x.Second.Penalty / x.First, 1 - penalties, 1 + penalties)
        );
        double chosen = Npy.Golden("nilearn", "gsc_cv", $"out_{run}_alpha.npy").Scalar;
        Assert.InRange(fit.Alpha / chosen, 1 - penalties, 1 + penalties);
        NumericAssert.Close(
            Npy.Golden("nilearn", "gsc_cv", $"out_{run}_cv_scores.npy").Values,
            [.. fit.Scores.Select(s => s.MeanScore)],
            scores
        );
    }

    internal static Matrix[] Subjects(string prefix) =>
        [
            .. Enumerable
                .Range(0, prefix == "sub" ? 3 : 4)
                .Select(k => GoldenMatrix.Load("nilearn", "gsc_cv", $"in_{prefix}{k}.npy")),
        ];
}
