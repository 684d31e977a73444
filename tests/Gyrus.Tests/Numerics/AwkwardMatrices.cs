namespace Gyrus.Tests.Numerics;

/// <summary>Symmetric matrices that have broken eigenvalue programs before, by name and order.</summary>
internal static class AwkwardMatrices
{
    public static IReadOnlyDictionary<string, Func<int, double[]>> All { get; } =
        new Dictionary<string, Func<int, double[]>>
        {
            ["zero"] = n => new double[n * n],
            ["identity"] = n => Of(n, (i, j) => i == j ? 1 : 0),
            ["descending diagonal"] = n => Of(n, (i, j) => i == j ? n - i : 0),
            ["diagonal with repeats and signs"] = n => Of(n, (i, j) => i == j ? (i % 3) - 1 : 0),
            ["all ones"] = n => Of(n, (_, _) => 1),
            ["identity plus a rank of one"] = n => Of(n, (i, j) => (i == j ? 1 : 0) + ((i + 1.0) * (j + 1) / (n * n))),
            ["second difference"] = n =>
                Of(
                    n,
                    (i, j) =>
                        Math.Abs(i - j) > 1 ? 0
                        : i == j ? 2
                        : -1
                ),
            ["Wilkinson"] = n => Of(n, (i, j) => Wilkinson(n, i, j)),
            ["glued Wilkinson"] = n => Of(n, Glued),
            ["arrow"] = n =>
                Of(
                    n,
                    (i, j) =>
                        i == j ? i
                        : i == 0 || j == 0 ? 1
                        : 0
                ),
            ["blocks that do not touch"] = n => Of(n, (i, j) => i / 7 == j / 7 ? 1.0 / (1 + i + j) : 0),
            ["graded down"] = n => Of(n, (i, j) => Math.Pow(10, -(i + j) * 150.0 / n) * (i == j ? 2 : 1)),
            ["graded up"] = n => Of(n, (i, j) => Math.Pow(10, (i + j) * 150.0 / n) * (i == j ? 2 : 1)),
            ["from 1e-300 to 1e300"] = n => Of(n, (i, j) => i == j ? Math.Pow(10, -300 + (600.0 * i / n)) : 0),
            ["near the largest double"] = n => Scaled(n, 1e306 / Math.Max(n, 1)),
            ["near the smallest normal double"] = n => Scaled(n, 1e-305),
            ["below the normal doubles"] = n => Of(n, (i, j) => i == j ? 5e-324 : 0),
            ["squares that underflow beside one"] = n => Of(n, (i, j) => i == j ? (i == 0 ? 1 : 0) : 1e-170),
            ["correlation of rank one and noise"] = n => Of(n, (i, j) => i == j ? 1 : 1 - 1e-14),
            ["two clusters"] = Clusters,
            ["Hilbert"] = n => Of(n, (i, j) => 1.0 / (i + j + 1)),
        };

    private static double[] Of(int n, Func<int, int, double> entry) => Matrix.Create(n, n, entry).AsSpan().ToArray();

    private static double Wilkinson(int n, int i, int j) =>
        Math.Abs(i - j) switch
        {
            0 => Math.Abs(i - ((n - 1) / 2.0)),
            1 => 1,
            _ => 0,
        };

    // Blocks of order 21, tied by entries of about the rounding error: many values agree to all digits but one.
    private static double Glued(int i, int j) =>
        i / 21 == j / 21 ? Wilkinson(21, i % 21, j % 21)
        : Math.Abs(i - j) == 1 ? 1e-14
        : 0;

    private static double[] Scaled(int n, double factor) => [.. Plain.Symmetric(n, 8).Select(x => x * factor)];

    // I + (a reflector's) projector: half of the values 1, half 2, all vectors dense.
    private static double[] Clusters(int n)
    {
        double[] v = Plain.Normal(n, 9);
        double norm = v.Sum(x => x * x);
        double Q(int i, int j) => (i == j ? 1 : 0) - (2 * v[i] * v[j] / norm);
        return Of(n, (i, j) => (i == j ? 1 : 0) + Enumerable.Range(0, n / 2).Sum(k => Q(i, k) * Q(j, k)));
    }
}
