using static System.FormattableString;

namespace Gyrus.Glm.Features;

/// <summary>What a reader should know of a block, from the samples at which it has no value.</summary>
internal static class BlockDoubts
{
    private const int MostNames = 5;

    /// <summary>A sentence for each doubt.</summary>
    /// <param name="name">The block.</param>
    /// <param name="basis">Its basis, or null where the features were given.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="without">The number of samples without a value.</param>
    /// <exception cref="ArgumentException">The block has no value at any sample.</exception>
    public static IReadOnlyList<BlockDoubt> Of(string name, FittedBasis? basis, int samples, int without)
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

        var doubts = new List<BlockDoubt>();
        if (without > 0)
        {
            string why = looksAround
                ? "a window reaches out of the trial, or a value in it is missing"
                : "missing, infinite, or outside the range of its basis";
            doubts.Add(
                new(false, Invariant($"no value at {without} of {samples} samples ({why}): they are left out."))
            );
        }

        if (basis is { Ranges: [var range, ..] } && range.Low == range.High)
        {
            doubts.Add(new(true, Invariant($"always {range.Low}: what does not vary explains nothing.")));
        }

        return doubts;
    }

    /// <summary>Each sentence once, with the blocks that it is about: coupling to a hundred neurons is no hundred warnings.</summary>
    public static IReadOnlyList<string> Grouped(IEnumerable<(string Block, BlockDoubt Doubt)> doubts) =>
        [
            .. doubts
                .GroupBy(static d => d.Doubt, static d => d.Block)
                .Select(static g =>
                {
                    int count = g.Count();
                    string names = string.Join(", ", g.Take(MostNames).Select(static n => $"'{n}'"));
                    string blocks = count == 1 ? names : Invariant($"({names}{(count > MostNames ? ", …" : "")})");
                    return (g.Key.IsCovariate, count) switch
                    {
                        (false, 1) => $"The block {blocks} has {g.Key.Sentence}",
                        (true, 1) => $"The covariate of the block {blocks} is {g.Key.Sentence}",
                        (false, _) => Invariant($"{count} blocks {blocks} have {g.Key.Sentence}"),
                        _ => Invariant($"The covariates of {count} blocks {blocks} are {g.Key.Sentence}"),
                    };
                }),
        ];
}
