using static System.FormattableString;

namespace Gyrus.Glm.Features;

/// <summary>What a reader should know of a block, from the samples at which it has no value.</summary>
internal static class BlockDoubts
{
    /// <summary>A sentence for each doubt.</summary>
    /// <param name="name">The block.</param>
    /// <param name="basis">Its basis, or null where the features were given.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="without">The number of samples without a value.</param>
    /// <exception cref="ArgumentException">The block has no value at any sample.</exception>
    public static IReadOnlyList<string> Of(string name, FittedBasis? basis, int samples, int without)
    {
        bool looksAround = basis?.Basis.Window > 1;
        if (without == samples && samples > 0)
        {
            throw new ArgumentException(
                looksAround
                    ? Invariant(
                        $"No sample of '{name}' has a value: its window of {basis!.Basis.Window} samples fits into no trial, or values in it are missing."
                    )
                    : Invariant(
                        $"No sample of '{name}' has a value: all are missing or outside the range of its basis."
                    )
            );
        }

        var doubts = new List<string>();
        if (without > 0)
        {
            string why = looksAround
                ? "its window reaches out of the trial, or a value in it is missing"
                : "missing, or outside the range of its basis";
            doubts.Add(
                Invariant(
                    $"The block '{name}' has no value at {without} of {samples} samples ({why}): they are left out."
                )
            );
        }

        if (basis is { Ranges: [var range, ..] } && range.Low == range.High)
        {
            doubts.Add(
                Invariant(
                    $"The covariate of the block '{name}' is always {range.Low}: what does not vary explains nothing."
                )
            );
        }

        return doubts;
    }
}
