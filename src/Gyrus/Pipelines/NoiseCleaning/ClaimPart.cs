using Gyrus.Covariance.Cleaning;
using Gyrus.Pipelines.Comparison;

namespace Gyrus.Pipelines.NoiseCleaning;

/// <summary>One comparison: a method is better than another, or at least no worse.</summary>
/// <param name="Cell">The cell; null for recordings.</param>
/// <param name="Better">The entry of the catalogue that should win.</param>
/// <param name="Worse">The entry that should not.</param>
/// <param name="Measure">The measure.</param>
public sealed record ClaimPart(ExperimentCell? Cell, string Better, string Worse, ExperimentMeasure Measure)
{
    /// <summary>Differences of fewer standard errors than this decide nothing.</summary>
    public const double Decisive = 2;

    /// <summary>Gets whether it is enough that <see cref="Better"/> is not worse beyond the error.</summary>
    public bool OrEqual { get; init; }

    /// <summary>Decides the comparison by the paired difference and its standard error.</summary>
    public ClaimPartVerdict Decide(EstimatorVariant variant, PairedDifference difference)
    {
        ArgumentNullException.ThrowIfNull(difference);
        ErrorMean? found = Best(variant, difference);
        return new ClaimPartVerdict(this, found, Of(found));
    }

    private ErrorMean? Best(EstimatorVariant variant, PairedDifference difference)
    {
        // A method that is the same in text and program has one name only.
        string[] better = Names(Better, variant);
        string[] worse = Names(Worse, variant);
        return better
            .SelectMany(b => worse.Select(w => difference(Cell, b, w, Measure)))
            .FirstOrDefault(d => d is not null);
    }

    private Verdict Of(ErrorMean? found)
    {
        if (found is not { Error: { } error } mean)
        {
            return Verdict.NotAsked;
        }

        double gain = Measure.LargerIsBetter == false ? -mean.Mean : mean.Mean;
        return gain < -Decisive * error ? Verdict.Fails
            : gain > Decisive * error || OrEqual ? Verdict.Holds
            : Verdict.Undecided;
    }

    private static string[] Names(string entry, EstimatorVariant variant) =>
        variant switch
        {
            EstimatorVariant.Released => [entry + "@released", entry],
            EstimatorVariant.Printed => [entry + "@printed", entry],
            _ => [entry],
        };
}
