using Gyrus.Glm;
using Gyrus.Glm.Features;
using Gyrus.Numerics.Distributions;

namespace Gyrus.Tests.Glm.Selection;

/// <summary>Counts that follow two of four blocks: "position" (three columns) and "head" (two); "speed" and "noise" have no part.</summary>
internal static class SelectionData
{
    public static readonly string[] Names = ["position", "speed", "head", "noise"];
    private static readonly int[] Sizes = [3, 2, 2, 1];

    public static GlmData Counts(ulong seed, int samples = 600, int neurons = 1, double strength = 1)
    {
        var rng = new Rng(seed);
        Matrix x = Slow(rng, samples, Sizes.Sum());
        double[] beta = [0.5, -0.4, 0.3, 0, 0, 0.4, 0.3, 0];
        var y = new Matrix(samples, neurons);
        for (int k = 0; k < neurons; k++)
        {
            for (int i = 0; i < samples; i++)
            {
                double eta = 0.1 + Enumerable.Range(0, 8).Sum(j => strength * beta[j] * x[i, j]);
                y[i, k] = PoissonDraw.Next(rng, Math.Exp(eta));
            }
        }

        return new GlmData
        {
            Design = Design.Of([.. Blocks(x)]),
            Responses = y,
            Trials = [.. Enumerable.Range(0, samples).Select(i => i / 20)],
        };
    }

    public static IEnumerable<(string Name, Matrix Features)> Blocks(Matrix x)
    {
        int first = 0;
        for (int g = 0; g < Names.Length; g++)
        {
            yield return (Names[g], x.Select([.. Enumerable.Range(0, x.Rows)], [.. Enumerable.Range(first, Sizes[g])]));
            first += Sizes[g];
        }
    }

    /// <summary>The same data of neurons that do not fire before a sample.</summary>
    public static GlmData SilentBefore(GlmData data, int sample) =>
        data with
        {
            Responses = Matrix.Create(
                data.Responses.Rows,
                data.Responses.Columns,
                (i, j) => i < sample ? 0 : data.Responses[i, j]
            ),
        };

    /// <summary>The same data with only some rows, as a design of its own.</summary>
    public static GlmData Cut(GlmData data, IReadOnlyList<int> rows)
    {
        int[] columns = [.. Enumerable.Range(0, data.Design.Columns)];
        return new GlmData
        {
            Design = Design.Of([.. Blocks(data.Design.ToMatrix().Select(rows, columns))]),
            Responses = data.Responses.Select(rows, [.. Enumerable.Range(0, data.Responses.Columns)]),
        };
    }

    private static Matrix Slow(Rng rng, int rows, int columns)
    {
        var x = new Matrix(rows, columns);
        for (int j = 0; j < columns; j++)
        {
            double state = rng.NextNormal();
            for (int i = 0; i < rows; i++)
            {
                x[i, j] = state;
                state = (0.7 * state) + (Math.Sqrt(1 - 0.49) * rng.NextNormal());
            }
        }

        return x;
    }
}
