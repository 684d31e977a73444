using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Covariance.Cleaning;

/// <summary>
/// Cautious principal components with every variance kept: eigenvalues below the p-th are raised to it, then each region is scaled back to the variance it
/// has in the sample.
/// </summary>
/// <remarks>
/// <para>
/// Ĉ = U diag(ξ) Uᵀ with ξᵢ = λᵢ for i ≤ p, else λ_p; Cᵢⱼ = Ĉᵢⱼ·√(Eᵢᵢ Eⱼⱼ/(Ĉᵢᵢ Ĉⱼⱼ)). Raising adds the more to a region the more of its
/// variance lies in the weak components; scaling all alike, <see cref="CautiousClipping"/>, leaves that error in.
/// Not rotation invariant, but the units of a region enter only through the eigenvectors.
/// </para>
/// <para>
/// A search costs no decomposition per p: the diagonals of Ĉ and of its inverse follow from p to p + 1 by one eigenvector, and the left-out samples
/// need their projections on the first p only.
/// </para>
/// <para>Defined for p up to the rank.</para>
/// <para>Source: the code released with Ibáñez-Berganza et al. (2023), arXiv:2302.02951, which standardises to a unit diagonal.</para>
/// </remarks>
public sealed record StandardisedCautiousClipping : EstimatorFamily
{
    /// <summary>Gets the numbers of components that a search tries, or null (default) for all from <see cref="Fewest"/> to N − <see cref="Spared"/>.</summary>
    public IReadOnlyList<int>? Components { get; init; }

    /// <summary>Gets the fewest components that a search tries. At least 1; 1.</summary>
    public int Fewest
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Fewest));
    } = 1;

    /// <summary>Gets how many components less than N the last of a search are. At least 0; 1.</summary>
    public int Spared
    {
        get;
        init => field = Require.AtLeast(0, value, nameof(Spared));
    } = 1;

    /// <summary>Gets whether each variance becomes 1 instead of the sample's, as in the released code. Default: no.</summary>
    public bool UnitVariances { get; init; }

    /// <summary>Gets what is done to the samples before their spectrum is taken. Default: centred.</summary>
    public SampleScaling Scaling { get; init; } = SampleScaling.Centred;

    /// <summary>
    /// Gets the family as the released code has it: unit variances, training samples of a fold not centred, p from 3 to N − 2 (its own parameter is p − 1).
    /// </summary>
    public static StandardisedCautiousClipping AsReleased { get; } =
        new()
        {
            UnitVariances = true,
            Scaling = SampleScaling.AsGiven,
            Fewest = 3,
            Spared = 2,
        };

    /// <inheritdoc/>
    public override string HyperParameter => "components";

    /// <inheritdoc/>
    public override IReadOnlyList<double> Grid(PreparedSignals signals)
    {
        ArgumentNullException.ThrowIfNull(signals);
        return ComponentGrid.Of(Components, Fewest, signals.Regions - Spared);
    }

    /// <inheritdoc/>
    public override CleaningEstimator At(double value) =>
        new Member { Family = this, Components = Require.AtLeast(1, (int)value, "components") };

    /// <inheritdoc/>
    public override void Score(
        PreparedFold fold,
        IReadOnlyList<double> grid,
        CleaningCriterion criterion,
        Span<double> scores
    )
    {
        ArgumentNullException.ThrowIfNull(fold);
        ArgumentNullException.ThrowIfNull(grid);
        SampleSpectrum spectrum = fold.Training.Spectrum(Scaling);
        if (TargetDeviations(spectrum) is not { } deviations)
        {
            scores.Fill(double.NegativeInfinity);
            return;
        }

        int rank = spectrum.Rank;
        int[] components = [.. grid.Select(value => Math.Min((int)value, spectrum.Regions))];
        int most = components.Where(p => p <= rank).DefaultIfEmpty(0).Max();
        var path = new CautiousPath(spectrum, deviations, fold.Validation, most);
        for (int g = 0; g < components.Length; g++)
        {
            int p = components[g];
            scores[g] = p > rank ? double.NegativeInfinity : path.Score(p, criterion);
        }
    }

    /// <summary>The deviations that the regions shall have, or null where one does not vary.</summary>
    private double[]? TargetDeviations(SampleSpectrum spectrum)
    {
        double[] deviations = new double[spectrum.Regions];
        if (UnitVariances)
        {
            Array.Fill(deviations, 1);
            return deviations;
        }

        Matrix sample = SpectralFit.Compose(spectrum.Vectors, spectrum.Values, [.. spectrum.Deviations]);
        for (int i = 0; i < deviations.Length; i++)
        {
            deviations[i] = Math.Sqrt(sample[i, i]);
        }

        return Array.TrueForAll(deviations, static d => d > 0) ? deviations : null;
    }

    private sealed record Member : CleaningEstimator
    {
        public required StandardisedCautiousClipping Family { get; init; }

        public required int Components { get; init; }

        public override CovarianceFit Fit(PreparedSignals signals)
        {
            ArgumentNullException.ThrowIfNull(signals);
            SampleSpectrum spectrum = signals.Spectrum(Family.Scaling);
            int n = spectrum.Regions;
            double[] raised = new double[n];
            CautiousClipping.Raise(spectrum.Values, Components, raised);
            double[] target =
                Family.TargetDeviations(spectrum)
                ?? throw new EstimatorUndefinedException(
                    Invariant($"A region does not vary in these {spectrum.Samples} samples.")
                );
            double[] scale = new double[n];
            for (int i = 0; i < n; i++)
            {
                for (int k = 0; k < n; k++)
                {
                    scale[i] += raised[k] * spectrum.Vectors[i, k] * spectrum.Vectors[i, k];
                }

                scale[i] = target[i] / Math.Sqrt(scale[i]);
            }

            return new CovarianceFit
            {
                Covariance = SampleCovariance.Of(
                    SpectralFit.Compose(spectrum.Vectors, raised, scale),
                    spectrum.Samples
                ),
                Precision = SpectralFit.Compose(
                    spectrum.Vectors,
                    [.. raised.Select(static value => 1 / value)],
                    [.. scale.Select(static value => 1 / value)]
                ),
                Choice = new HyperParameterChoice { Name = Family.HyperParameter, Value = Components },
            };
        }
    }
}
