using Gyrus.Signals;

namespace Gyrus.Tests.Signals;

/// <summary>Random signals and confounds for tests.</summary>
internal static class SignalCases
{
    public static Matrix Noise(int rows, int columns, ulong seed, double mean = 0)
    {
        var rng = new Rng(seed);
        return Matrix.Create(rows, columns, (_, _) => mean + rng.NextNormal());
    }

    public static RegionSignals Bind(Matrix values, double? repetitionTime = 2) =>
        new("sub-01", values, [.. Enumerable.Range(1, values.Columns).Select(i => new Region(i, $"R{i}"))])
        {
            RepetitionTimeSeconds = repetitionTime,
        };

    /// <summary>A copy with one entry changed.</summary>
    public static Matrix With(Matrix values, int row, int column, double value) =>
        Matrix.Create(values.Rows, values.Columns, (i, j) => (i, j) == (row, column) ? value : values[i, j]);

    public static double Largest(Matrix a, Matrix b)
    {
        double worst = 0;
        for (int i = 0; i < a.AsSpan().Length; i++)
        {
            worst = Math.Max(worst, Math.Abs(a.AsSpan()[i] - b.AsSpan()[i]));
        }

        return worst;
    }
}
