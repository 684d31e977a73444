using Gyrus.Glm.Categorical;
using Gyrus.Glm.Features;

namespace Gyrus.Tests.Glm.Categorical;

/// <summary>Small softmax problems, drawn with a seed, and their objective written out.</summary>
internal static class CategoricalExample
{
    public const int Samples = 200;

    /// <summary>Blocks of 3, 2 and 1 columns; the first drives the classes, the second a little, the third not.</summary>
    public static CategoricalData Data(int classes = 3, ulong seed = 5)
    {
        var rng = new Rng(seed);
        Matrix x = Matrix.Create(Samples, 6, (_, _) => (2 * rng.NextDouble()) - 1);
        int[] labels = new int[Samples];
        for (int i = 0; i < Samples; i++)
        {
            double[] e =
            [
                .. Enumerable
                    .Range(0, classes)
                    .Select(k =>
                        Math.Exp(
                            (Math.Sin(k + 1) * 2 * x[i, 0])
                                + (Math.Cos(2 * k) * x[i, 1])
                                + (0.5 * Math.Cos(k) * x[i, 3])
                        )
                    ),
            ];
            double left = rng.NextDouble() * e.Sum();
            int y = 0;
            for (; y < classes - 1 && left >= e[y]; y++)
            {
                left -= e[y];
            }

            labels[i] = y;
        }

        return new CategoricalData
        {
            Design = Design.Of(("a", Columns(x, 0, 3)), ("b", Columns(x, 3, 2)), ("c", Columns(x, 5, 1))),
            Labels = labels,
            Classes = [.. Enumerable.Range(0, classes).Select(static k => $"class {k}")],
        };
    }

    /// <summary>The mean loss at coefficients (columns × classes) and intercepts.</summary>
    public static double Loss(CategoricalData data, Matrix coefficients, double[] intercepts)
    {
        Matrix x = data.Design.ToMatrix();
        (double sum, double count) = (0, 0);
        for (int i = 0; i < x.Rows; i++)
        {
            double[] eta = new double[intercepts.Length];
            for (int k = 0; k < eta.Length; k++)
            {
                eta[k] = intercepts[k] + (data.Offset?[i, k] ?? 0);
                for (int j = 0; j < x.Columns; j++)
                {
                    eta[k] += x[i, j] * coefficients[j, k];
                }
            }

            double w = data.Weights?[i] ?? 1;
            if (w > 0 && double.IsFinite(eta[0]))
            {
                sum += w * (Math.Log(eta.Sum(Math.Exp)) - eta[data.Labels[i]]);
                count += w;
            }
        }

        return sum / count;
    }

    private static Matrix Columns(Matrix x, int start, int count) =>
        x.Select([.. Enumerable.Range(0, x.Rows)], [.. Enumerable.Range(start, count)]);
}
