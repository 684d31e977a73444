using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Glm.Features;

/// <summary>One block of a streamed design: the basis, the columns of the source that it takes, and its place in the design.</summary>
/// <param name="Basis">The basis.</param>
/// <param name="Inputs">The columns of the source, covariate by covariate.</param>
/// <param name="First">The block's first column in the design.</param>
internal sealed record StreamedBlock(FittedBasis Basis, int[][] Inputs, int First)
{
    /// <summary>Gets the number of columns.</summary>
    public int Columns => Basis.Columns;

    /// <summary>Gets the number of columns of the source that are read.</summary>
    public int Sources { get; } = Inputs.Sum(static i => i.Length);

    /// <summary>Gets how many samples away a value of the covariate can matter.</summary>
    public int Reach { get; } = Basis.Basis.Window > 1 ? Basis.Basis.Window : 0;

    /// <summary>The channels of some samples.</summary>
    /// <param name="source">The covariates.</param>
    /// <param name="trials">The trial of each sample, or null for one.</param>
    /// <param name="start">The first sample.</param>
    /// <param name="count">The number of samples.</param>
    /// <exception cref="ArgumentException">A value is none that the basis takes.</exception>
    public IReadOnlyList<Channel> Channels(ICovariateSource source, int[]? trials, int start, int count)
    {
        int first = Math.Max(0, start - Reach);
        int length = Math.Min(source.Samples, start + count + Reach) - first;
        try
        {
            IReadOnlyList<Channel> whole = Basis.Channels(
                [.. Inputs.Select(columns => Read(source, columns, first, length))],
                Reach == 0 ? null : trials?.AsSpan(first, length).ToArray()
            );
            return length == count ? whole : [.. whole.Select(c => ChannelRows.Of(c, start - first, count))];
        }
        catch (ArgumentException refused)
        {
            throw new ArgumentException(
                Invariant($"From sample {first} on, which counts as 0 here: {refused.Message}"),
                refused
            );
        }
    }

    private static Matrix Read(ICovariateSource source, int[] columns, int start, int count)
    {
        var values = new Matrix(count, columns.Length);
        for (int j = 0; j < columns.Length; j++)
        {
            source.Read(columns[j], start, values.MutableColumn(j));
        }

        return values;
    }
}
