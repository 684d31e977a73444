using System.Globalization;
using System.Text.Json;
using Gyrus.Glm;
using Gyrus.Glm.Features;

namespace Gyrus.Tests.Glm;

/// <summary>The goldens of encoding models: numbers of an independent slow solver, polished to round-off (shared/golden/glm/README.md).</summary>
internal static class GlmGolden
{
    public static JsonElement Case(string folder)
    {
        using JsonDocument document = JsonDocument.Parse(
            File.ReadAllText(SharedFolder.Path("golden", "glm", folder, "case.json"))
        );
        return document.RootElement.Clone();
    }

    public static Matrix Csv(string folder, string file)
    {
        double[][] rows =
        [
            .. File.ReadLines(SharedFolder.Path("golden", "glm", folder, file))
                .Where(static line => line.Length > 0)
                .Select(static line => line.Split(',').Select(Number).ToArray()),
        ];
        return Matrix.Create(rows.Length, rows[0].Length, (i, j) => rows[i][j]);
    }

    /// <summary>A design with a block for each leaf of a case.</summary>
    public static Design Blocks(Matrix x, JsonElement leaves) =>
        Design.Of([
            .. leaves
                .EnumerateObject()
                .Select(leaf => (leaf.Name, x.Select([.. Enumerable.Range(0, x.Rows)], Ints(leaf.Value)))),
        ]);

    public static int[] Ints(JsonElement array) => [.. array.EnumerateArray().Select(static e => e.GetInt32())];

    public static double[] Doubles(JsonElement array) => [.. array.EnumerateArray().Select(static e => e.GetDouble())];

    public static ObservationModel Observation(JsonElement c) =>
        new()
        {
            Family = Enum.Parse<Family>(c.GetProperty("observation_model").GetString()!),
            Link = c.GetProperty("inverse_link").GetString() switch
            {
                "exp" => Link.Exp,
                "softplus" => Link.Softplus,
                "identity" => Link.Identity,
                "logistic" => Link.Logistic,
                "norm_cdf" => Link.Probit,
                "one_over_x" => Link.Inverse,
                string other => throw new InvalidDataException(other),
                null => null,
            },
            Dispersion =
                c.TryGetProperty("negbin_scale", out JsonElement phi) && phi.ValueKind == JsonValueKind.Number
                    ? phi.GetDouble()
                    : 1,
        };

    /// <summary>The penalty of a case; a strength per coefficient or group becomes weights at strength 1.</summary>
    public static Regularizer Regularizer(JsonElement fit)
    {
        bool has = fit.TryGetProperty("strength", out JsonElement s);
        double[]? each = has && s.ValueKind == JsonValueKind.Array ? Doubles(s) : null;
        double strength = has && each is null ? s.GetDouble() : 1;
        return fit.GetProperty("regularizer").GetString() switch
        {
            "UnRegularized" => new Unregularized(),
            "Ridge" => new Ridge { Strength = strength, Weights = each },
            "Lasso" => new Lasso { Strength = strength, Weights = each },
            "ElasticNet" => new ElasticNet
            {
                Strength = strength,
                Weights = each,
                Ratio = fit.GetProperty("ratio").GetDouble(),
            },
            "GroupLasso" => new GroupLasso
            {
                Strength = strength,
                Weights = each,
                Groups = fit.TryGetProperty("mask", out JsonElement mask) ? GroupLasso.FromMask(MatrixOf(mask)) : null,
            },
            string other => throw new InvalidDataException(other),
            null => throw new InvalidDataException("A fit without a regularizer."),
        };
    }

    public static Matrix MatrixOf(JsonElement rows)
    {
        double[][] values = [.. rows.EnumerateArray().Select(Doubles)];
        return Matrix.Create(values.Length, values[0].Length, (i, j) => values[i][j]);
    }

    private static double Number(string text) =>
        text switch
        {
            "nan" => double.NaN,
            "inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            _ => double.Parse(text, CultureInfo.InvariantCulture),
        };
}
