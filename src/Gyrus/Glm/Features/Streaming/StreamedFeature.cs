using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Glm.Features;

/// <summary>One block of a streamed design: a basis of columns of the source.</summary>
public sealed record StreamedFeature
{
    /// <summary>Gets the name of the block.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the basis; one with a window reads the samples around a part with it.</summary>
    public required Basis Basis { get; init; }

    /// <summary>Gets the columns of the source: those of the first covariate of the basis, then those of the next.</summary>
    public required IReadOnlyList<int> Columns { get; init; }

    /// <summary>Gets how many of the columns each covariate of the basis has, or null for one each.</summary>
    public IReadOnlyList<int>? Widths { get; init; }

    /// <summary>The columns, covariate by covariate.</summary>
    /// <exception cref="ArgumentException">The widths are not those of the columns.</exception>
    internal int[][] Inputs()
    {
        int[] widths = [.. Widths ?? [.. Columns.Select(static _ => 1)]];
        Require.SameSize(
            Columns.Count,
            widths.Sum(),
            Invariant($"widths that sum to the number of columns of '{Name}'")
        );
        int[][] inputs = new int[widths.Length][];
        for (int k = 0, at = 0; k < inputs.Length; at += widths[k++])
        {
            inputs[k] = [.. Columns.Skip(at).Take(widths[k])];
        }

        return inputs;
    }
}
