using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Glm.Features;

/// <summary>Cosines and sines of a period, of one covariate or several.</summary>
/// <remarks>
/// With z = (x − low)/(high − low) of each covariate: cos(2π k·z) for every wave k, in the order given, then sin(2π k·z) for every wave but
/// k = 0. The range is one period; values outside it are no exception.
/// </remarks>
public sealed record Fourier : RangedBasis
{
    /// <summary>Gets the waves: whole numbers of periods in the range, one number per covariate. At least one wave, all of one length.</summary>
    /// <exception cref="ArgumentException">There is no wave, or their lengths differ.</exception>
    public required IReadOnlyList<IReadOnlyList<int>> Waves
    {
        get;
        init => field = Checked(value);
    }

    /// <inheritdoc/>
    public override int Inputs => Waves[0].Count;

    /// <inheritdoc/>
    public override int Functions => Waves.Count + Waves.Count(static w => !IsConstant(w));

    /// <inheritdoc/>
    private protected override bool Endless => true;

    /// <summary>The frequencies 1 … <paramref name="count"/> of one covariate.</summary>
    public static Fourier Harmonics(int count) => Between(1, Require.AtLeast(1, count));

    /// <summary>The frequencies <paramref name="lowest"/> … <paramref name="highest"/> of one covariate; 0 is a constant.</summary>
    public static Fourier Between(int lowest, int highest) =>
        new() { Waves = [.. Enumerable.Range(lowest, highest - lowest + 1).Select(k => (IReadOnlyList<int>)[k])] };

    /// <summary>All waves of several covariates with frequencies 0 … count − 1 in each, the last covariate fastest, without the constant one.</summary>
    public static Fourier Grid(params IReadOnlyList<int> counts)
    {
        IEnumerable<IReadOnlyList<int>> waves =
        [
            [],
        ];
        foreach (int count in counts)
        {
            waves = waves.SelectMany(w => Enumerable.Range(0, count).Select(k => (IReadOnlyList<int>)[.. w, k]));
        }

        return new() { Waves = [.. waves.Where(w => !IsConstant(w))] };
    }

    internal override FunctionTable Table(FittedBasis fitted, int channel)
    {
        int columns = fitted.InputColumns[0];
        Interval[] ranges = [.. Enumerable.Range(0, Inputs).Select(k => fitted.Ranges[(k * columns) + channel])];
        return new FourierTable([.. Waves], ranges) { Pattern = SupportPattern.Full(Functions) };
    }

    private static bool IsConstant(IReadOnlyList<int> wave) => wave.All(static k => k == 0);

    private static IReadOnlyList<IReadOnlyList<int>> Checked(IReadOnlyList<IReadOnlyList<int>> waves)
    {
        ArgumentNullException.ThrowIfNull(waves);
        return waves.Count > 0 && waves[0].Count > 0 && waves.All(w => w.Count == waves[0].Count)
            ? waves
            : throw new ArgumentException(
                Invariant(
                    $"Waves need at least one wave and one frequency per covariate in each, but had lengths [{string.Join(", ", waves.Select(w => w.Count))}]."
                )
            );
    }

    private sealed class FourierTable(IReadOnlyList<int>[] waves, Interval[] ranges) : FunctionTable
    {
        public override int Evaluate(ReadOnlySpan<double> x, Span<double> values)
        {
            int sine = waves.Length;
            for (int w = 0; w < waves.Length; w++)
            {
                double periods = 0;
                for (int k = 0; k < ranges.Length; k++)
                {
                    periods += waves[w][k] * ranges[k].Unit(x[k]);
                }

                (double sin, double cos) = Math.SinCos(2 * Math.PI * periods);
                values[w] = cos;
                if (!IsConstant(waves[w]))
                {
                    values[sine++] = sin;
                }
            }

            return 0;
        }
    }
}
