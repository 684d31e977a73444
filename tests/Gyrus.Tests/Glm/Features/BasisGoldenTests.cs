using System.Text.Json;
using Gyrus.Glm.Features;

namespace Gyrus.Tests.Glm.Features;

/// <summary>Bases against the golden evaluations of another program (golden/glm/basis; its README says which).</summary>
public sealed class BasisGoldenTests
{
    public static TheoryData<string> Names =>
        SharedFolder.Exists ? [.. BasisGolden.Cases.Select(c => c.GetProperty("name").GetString()!)] : ["none"];

    [SharedTheory]
    [MemberData(nameof(Names))]
    public void Evaluate_MatchesGolden(string name)
    {
        JsonElement golden = BasisGolden.Case(name);
        IReadOnlyList<Matrix> inputs = BasisGolden.Inputs(golden);
        Basis basis = BasisGolden.Basis(golden);

        Matrix actual = basis.Fit(inputs).Evaluate(inputs);

        Matrix expected = BasisGolden.Expected(golden.GetProperty("expected"));
        Assert.Equal<double[]>(BasisGolden.Numbers(golden.GetProperty("shape")), [actual.Rows, actual.Columns]);
        if (name.StartsWith("OrthExponential", StringComparison.Ordinal))
        {
            CompareUpToSign(expected, actual);
        }
        else
        {
            Compare(name, expected, actual, inputs);
        }
    }

    [SharedTheory]
    [MemberData(nameof(Names))]
    public void EvaluateOnGrid_MatchesGolden(string name)
    {
        JsonElement golden = BasisGolden.Case(name);
        if (!golden.TryGetProperty("evaluate_on_grid", out JsonElement grid))
        {
            return;
        }

        // The other program takes [0, 1] where no range is given; here the range is that of the data.
        bool given = golden.GetProperty("params").TryGetProperty("bounds", out _);
        Matrix expected = BasisGolden.Expected(grid.GetProperty("Y"));
        double[] points = BasisGolden.Numbers(grid.GetProperty("X"));
        FittedBasis fitted = BasisGolden
            .Basis(golden)
            .Fit(given ? BasisGolden.Inputs(golden)[0].Column(0).ToArray() : points);

        // Exponentials are orthonormal over the samples of the fit, which the other program takes to be the grid.
        fitted = name.StartsWith("Orth", StringComparison.Ordinal) ? fitted.Basis.Fit(points) : fitted;
        (Matrix actualPoints, Matrix actual) = fitted.EvaluateOnGrid(points.Length);

        NumericAssert.Close(points, actualPoints.AsSpan(), 1e-15);
        if (name.StartsWith("Orth", StringComparison.Ordinal))
        {
            CompareUpToSign(expected, actual);
        }
        else
        {
            NumericAssert.Close(expected.AsSpan(), actual.AsSpan(), 1e-12);
        }
    }

    [SharedTheory]
    [MemberData(nameof(Names))]
    public void Kernel_MatchesGolden(string name)
    {
        JsonElement golden = BasisGolden.Case(name);
        if (!golden.TryGetProperty("kernel", out JsonElement kernel))
        {
            return;
        }

        Matrix expected = BasisGolden.Expected(kernel);
        Matrix actual = Assert.IsType<WindowBasis>(BasisGolden.Basis(golden), exactMatch: false).Kernel();

        if (name.StartsWith("Orth", StringComparison.Ordinal))
        {
            CompareUpToSign(expected, actual);
        }
        else
        {
            NumericAssert.Close(expected.AsSpan(), actual.AsSpan(), 1e-12);
        }
    }

    [SharedTheory]
    [MemberData(nameof(Names))]
    public void Blocks_AreThoseOfTheGoldenSplit(string name)
    {
        JsonElement golden = BasisGolden.Case(name);
        if (!golden.TryGetProperty("split", out JsonElement split))
        {
            return;
        }

        IReadOnlyList<Matrix> inputs = BasisGolden.Inputs(golden);
        IReadOnlyList<FeatureBlock> blocks = BasisGolden.Basis(golden).Fit(inputs).Blocks();

        Assert.Equal(
            split.EnumerateObject().Select(s => s.Name.Replace("Eval", "", StringComparison.Ordinal)),
            blocks.Select(b => b.Name)
        );
        Assert.Equal(
            split.EnumerateObject().Select(s => BasisGolden.Numbers(s.Value).Skip(1).Aggregate(1.0, (a, b) => a * b)),
            blocks.Select(b => (double)b.Count)
        );
    }

    [SharedFact]
    public void RawConvolutions_MatchGolden()
    {
        foreach (JsonElement golden in BasisGolden.Root.GetProperty("raw_convolutions").EnumerateArray())
        {
            Matrix kernel = BasisGolden.Expected(golden.GetProperty("kernel"));
            Matrix input = BasisGolden.Input(golden.GetProperty("input").GetString()!);
            bool acausal = golden.GetProperty("causality").GetString() == "acausal";
            var basis = new KernelBasis
            {
                Values = kernel,
                WindowSize = kernel.Rows,
                Causality = BasisGolden.CausalityOf(golden.GetProperty("causality").GetString()!),
                Shift = acausal ? null : golden.GetProperty("shift").GetBoolean(),
            };

            Matrix actual = basis.Fit(input).Evaluate([input]);

            NumericAssert.Close(BasisGolden.Expected(golden.GetProperty("expected")).AsSpan(), actual.AsSpan(), 1e-12);
        }
    }

    [SharedFact]
    public void Evaluate_WithTrials_DoesNotCrossThem()
    {
        JsonElement golden = BasisGolden.Root.GetProperty("epochs");
        Matrix kernel = BasisGolden.Expected(golden.GetProperty("kernel"));
        Matrix input = BasisGolden.Input(golden.GetProperty("input").GetString()!);
        int[] trials =
        [
            .. golden
                .GetProperty("epochs")
                .EnumerateArray()
                .SelectMany((e, k) => Enumerable.Repeat(k, e[1].GetInt32() - e[0].GetInt32())),
        ];

        Matrix actual = new KernelBasis { Values = kernel, WindowSize = kernel.Rows }
            .Fit(input)
            .Evaluate([input], trials);

        NumericAssert.Close(BasisGolden.Expected(golden.GetProperty("expected")).AsSpan(), actual.AsSpan(), 1e-12);
    }

    private static void Compare(string name, Matrix expected, Matrix actual, IReadOnlyList<Matrix> inputs)
    {
        // M-splines of order 1 of the other program are 0 where the covariate is missing; here every basis is NaN there.
        bool zeroForMissing =
            name.StartsWith("MSplineEval|", StringComparison.Ordinal)
            && name.Contains("\"order\": 1", StringComparison.Ordinal);
        for (int j = 0; j < expected.Columns; j++)
        {
            for (int i = 0; i < expected.Rows; i++)
            {
                double wanted = zeroForMissing && double.IsNaN(inputs[0][i, 0]) ? double.NaN : expected[i, j];
                double allowed =
                    1e-12 * (name.StartsWith("MSpline", StringComparison.Ordinal) ? Math.Max(1, Math.Abs(wanted)) : 1);
                Assert.True(
                    wanted.Equals(actual[i, j]) || Math.Abs(wanted - actual[i, j]) <= allowed,
                    $"[{i}, {j}]: expected {wanted:R}, got {actual[i, j]:R}"
                );
            }
        }
    }

    private static void CompareUpToSign(Matrix expected, Matrix actual)
    {
        for (int j = 0; j < expected.Columns; j++)
        {
            double dot = Enumerable
                .Range(0, expected.Rows)
                .Where(i => !double.IsNaN(expected[i, j]))
                .Sum(i => expected[i, j] * actual[i, j]);
            double sign = Math.Sign(dot);
            NumericAssert.Close(expected.Column(j), [.. actual.Column(j).ToArray().Select(a => sign * a)], 1e-9);
        }
    }

    /// <summary>A window of given kernels.</summary>
    private sealed record KernelBasis : WindowBasis
    {
        public required Matrix Values { get; init; }

        public override int Functions => Values.Columns;

        public override Matrix Kernel() => Values;
    }
}
