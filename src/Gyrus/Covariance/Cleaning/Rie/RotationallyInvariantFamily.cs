using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>Rotationally invariant estimators with η given or searched.</summary>
/// <remarks>
/// The default grid is that of the paper's text, η = x·N^−½ with x from 0.1 to 100. A member is scored in the units of the signals: the deviations of the
/// training samples, by which its matrices are scaled, count.
/// </remarks>
public sealed record RotationallyInvariantFamily : SpectralFamily
{
    /// <summary>Gets the estimator of which η is searched; its own η does not matter. Default: the right one.</summary>
    public RotationallyInvariantEstimator Member { get; init; } = new();

    /// <summary>Gets the factors x of η = x·N^−e that a search tries. Each positive.</summary>
    public IReadOnlyList<double> Multiples
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            foreach (double multiple in value)
            {
                Require.Positive(multiple, nameof(Multiples));
            }

            field = value;
        }
    } = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100];

    /// <summary>Gets the exponent e of η = x·N^−e. Between 0 and 1; ½.</summary>
    public double Exponent
    {
        get;
        init => field = Require.Between(0, 1, value, nameof(Exponent));
    } = 0.5;

    /// <summary>
    /// Gets whether left-out samples are scored as if the training samples had unit variance, as the released code does, although they have
    /// not quite within a fold. Default: no.
    /// </summary>
    public bool ScoredStandardised { get; init; }

    /// <summary>Gets the family as the paper's text has it: equation 1 as printed, 10 values of η from 0.1·N^−½ to 100·N^−½.</summary>
    public static RotationallyInvariantFamily AsPrinted { get; } =
        new() { Member = RotationallyInvariantEstimator.AsPrinted };

    /// <summary>Gets the family as the released code has it: 20 values of η from 10⁻⁵/N to 10/N.</summary>
    public static RotationallyInvariantFamily AsReleased { get; } =
        new()
        {
            Member = RotationallyInvariantEstimator.AsReleased,
            Multiples = [.. Enumerable.Range(0, 20).Select(static i => Math.Pow(10, -5 + (6 * i / 19.0)))],
            Exponent = 1,
            ScoredStandardised = true,
        };

    /// <inheritdoc/>
    public override string HyperParameter => "eta";

    /// <inheritdoc/>
    public override SampleScaling Scaling => Member.Scaling;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Grid(PreparedSignals signals)
    {
        ArgumentNullException.ThrowIfNull(signals);
        double unit = Math.Pow(signals.Regions, -Exponent);
        return [.. Multiples.Select(x => x * unit)];
    }

    /// <inheritdoc/>
    public override void Clean(ReadOnlySpan<double> eigenvalues, double samples, double value, Span<double> cleaned) =>
        (Member with { Eta = value }).Clean(eigenvalues, samples, cleaned);

    private protected override RotatedSamples Validation(PreparedFold fold) =>
        ScoredStandardised ? fold.RotatedUnscaled() : base.Validation(fold);

    private protected override void Check(double value) => Require.Positive(value, "eta");
}
