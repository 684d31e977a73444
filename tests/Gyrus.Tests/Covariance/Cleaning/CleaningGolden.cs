using System.Text.Json;
using Gyrus.Covariance;
using Gyrus.Covariance.Cleaning;

namespace Gyrus.Tests.Covariance.Cleaning;

/// <summary>One case of the noise-cleaning goldens: its samples and what an independent program made of them.</summary>
internal sealed class CleaningGolden
{
    private readonly string _case;
    private readonly JsonElement _results;

    private CleaningGolden(string name)
    {
        _case = name;
        _results = JsonDocument
            .Parse(File.ReadAllText(SharedFolder.Path("golden", "noise-cleaning", name, "results.json")))
            .RootElement;
        Training = Read("X_train");
        Test = Read("X_test");
        Truth = Read("C_true");
    }

    /// <summary>The cases with matrices.</summary>
    public static string[] Small { get; } = ["n20-t48-a1", "n20-t27-a3", "n24-t18-a2", "n20-t120-ar1"];

    /// <summary>The cases with spectra only.</summary>
    public static string[] Large { get; } = ["n116-t144-a1", "n116-t300-a3"];

    public Matrix Training { get; }

    public Matrix Test { get; }

    public Matrix Truth { get; }

    public JsonElement Results => _results;

    public static CleaningGolden Load(string name) => new(name);

    /// <summary>The entries of a method, in the order of the file.</summary>
    public IEnumerable<JsonElement> Methods(string name) =>
        _results.GetProperty("methods").EnumerateArray().Where(m => m.GetProperty("name").GetString() == name);

    /// <summary>Compares a fit with an entry: spectrum, matrices, criteria on training and test samples, distances to the truth.</summary>
    public void Check(JsonElement method, CovarianceFit fit, double tolerance = 1e-9)
    {
        if (method.TryGetProperty("xi_desc_order_of_sample", out JsonElement xi) && fit.Spectrum is { } spectrum)
        {
            NumericAssert.Close(Numbers(xi), [.. spectrum.Cleaned], tolerance);
        }

        if (method.TryGetProperty("stack_index", out _))
        {
            NumericAssert.Close(Covariance(method).AsSpan(), fit.Covariance.Values.AsSpan(), tolerance);
        }

        CheckPrecision(method, fit, tolerance);
    }

    /// <summary>The values that a search of <c>cv</c> tried.</summary>
    public double[] Grid(string name) => Numbers(_results.GetProperty("cv").GetProperty(name).GetProperty("grid"));

    /// <summary>Compares every criterion's scores and choice of a search over 6 contiguous folds with an entry of <c>cv</c>.</summary>
    public void CheckSearch(string name, EstimatorFamily family)
    {
        JsonElement search = _results.GetProperty("cv").GetProperty(name);
        JsonElement scores = search.GetProperty("mean_scores[loglik,pseudo,completion]");
        double[] grid = Numbers(search.GetProperty("grid"));
        (CleaningCriterion Criterion, string Name, int Sign)[] criteria =
        [
            (CleaningCriterion.LogLikelihood, "loglik", 1),
            (CleaningCriterion.PseudoLogLikelihood, "pseudo", 1),
            (CleaningCriterion.CompletionError, "completion", -1),
        ];
        var prepared = new PreparedSignals(Training);
        for (int c = 0; c < criteria.Length; c++)
        {
            CovarianceFit fit = new CrossValidated { Family = family, Criterion = criteria[c].Criterion }.Fit(prepared);

            double[] expected = [.. scores.EnumerateArray().Select(g => criteria[c].Sign * Number(g[c]))];
            NumericAssert.Close(expected, [.. fit.Choice!.MeanScores], 1e-8);
            int best = search.GetProperty("best_index").GetProperty(criteria[c].Name).GetInt32();
            int chosen = fit.Choice.Grid.ToList().IndexOf(fit.Choice.Value);
            Assert.Equal(grid.Length, fit.Choice.Grid.Count);
            Assert.True(
                chosen == best || expected[best] - expected[chosen] < 1e-8,
                $"{name}: {chosen}, expected {best}."
            );
        }
    }

    /// <summary>The numbers of an array; NaN and infinities are written as strings.</summary>
    public static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(Number)];

    public static double Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.String
            ? value.GetString()!.ToUpperInvariant() switch
            {
                "INF" or "INFINITY" => double.PositiveInfinity,
                "-INF" or "-INFINITY" => double.NegativeInfinity,
                _ => double.NaN,
            }
            : value.GetDouble();

    private void CheckPrecision(JsonElement method, CovarianceFit fit, double tolerance)
    {
        JsonElement test = method.GetProperty("test");
        double expected = Number(test.GetProperty("loglik"));
        if (fit.Precision is not { } precision)
        {
            Assert.False(double.IsFinite(expected), "There is a precision in the golden, but none in the fit.");
            return;
        }

        if (method.TryGetProperty("stack_index", out _))
        {
            NumericAssert.Close(Precision(method).AsSpan(), precision.AsSpan(), tolerance);
        }

        foreach ((string part, Matrix samples) in new[] { ("train", Training), ("test", Test) })
        {
            CriterionValues values = Criteria.Of(precision, samples);
            JsonElement numbers = method.GetProperty(part);
            NumericAssert.Close(Number(numbers.GetProperty("loglik")), values.LogLikelihood, tolerance);
            NumericAssert.Close(Number(numbers.GetProperty("pseudo_loglik")), values.PseudoLogLikelihood, tolerance);
            NumericAssert.Close(Number(numbers.GetProperty("completion")), values.CompletionError, tolerance);
        }

        JsonElement distances = method.GetProperty("dist");
        Matrix inverse = GyrusInverse(Truth);
        foreach ((string suffix, MatrixEntries entries) in Kinds)
        {
            NumericAssert.Close(
                Number(distances.GetProperty("C_" + suffix)),
                Criteria.Distance(Truth, fit.Covariance.Values, entries),
                tolerance
            );
            NumericAssert.Close(
                Number(distances.GetProperty("J_" + suffix)),
                Criteria.Distance(inverse, precision, entries),
                tolerance
            );
        }
    }

    private static readonly (string Suffix, MatrixEntries Entries)[] Kinds =
    [
        ("full", MatrixEntries.All),
        ("upper", MatrixEntries.Upper),
        ("off", MatrixEntries.OffDiagonal),
    ];

    private static Matrix GyrusInverse(Matrix covariance) => Inverse.Precision(SampleCovariance.Of(covariance, 1));

    public Matrix Read(string file) => GoldenMatrix.Load("noise-cleaning", _case, file + ".npy");

    /// <summary>A list of rows of indices.</summary>
    public int[][] Rows(string file)
    {
        Matrix rows = Read(file);
        return
        [
            .. Enumerable
                .Range(0, rows.Rows)
                .Select(i => Enumerable.Range(0, rows.Columns).Select(j => (int)rows[i, j]).ToArray()),
        ];
    }

    /// <summary>One covariance of the stack of a small case.</summary>
    public Matrix Covariance(JsonElement method) => Stacked("C_stack", method);

    /// <summary>One precision of the stack of a small case.</summary>
    public Matrix Precision(JsonElement method) => Stacked("J_stack", method);

    private Matrix Stacked(string file, JsonElement method)
    {
        Npy stack = Npy.Golden("noise-cleaning", _case, file + ".npy");
        int n = stack.Shape[1];
        int at = method.GetProperty("stack_index").GetInt32() * n * n;
        return Matrix.FromRowMajor(n, n, stack.Values.AsSpan(at, n * n));
    }
}
