using System.Globalization;
using System.Text.Json;

namespace Gyrus.Tests.Glm;

/// <summary>The golden cases of generalised linear models.</summary>
internal static class GlmGolden
{
    public static JsonElement Case(params ReadOnlySpan<string> folder)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(SharedFolder.Path(["golden", "glm", .. folder, "case.json"])));
        return document.RootElement.Clone();
    }

    public static Matrix Csv(params ReadOnlySpan<string> parts)
    {
        double[][] rows =
        [
            .. File.ReadLines(SharedFolder.Path(["golden", "glm", .. parts]))
                .Select(line => (double[])[.. line.Split(',').Select(v => double.Parse(v, CultureInfo.InvariantCulture))]),
        ];
        return Matrix.Create(rows.Length, rows[0].Length, (i, j) => rows[i][j]);
    }

    public static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(v => v.GetDouble())];
}
