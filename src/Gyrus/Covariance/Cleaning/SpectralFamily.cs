namespace Gyrus.Covariance.Cleaning;

/// <summary>A family of maps of the spectrum: a whole grid costs one eigendecomposition per fold and little more.</summary>
public abstract record SpectralFamily : EstimatorFamily
{
    /// <summary>Gets what is done to the samples before their spectrum is taken. Default: centred.</summary>
    public virtual SampleScaling Scaling => SampleScaling.Centred;

    /// <summary>ξ from λ with one value of the hyper-parameter; see <see cref="SpectralEstimator.Clean"/>.</summary>
    /// <exception cref="EstimatorUndefinedException">There is no ξ for this λ, T and value; the message says why.</exception>
    public abstract void Clean(ReadOnlySpan<double> eigenvalues, double samples, double value, Span<double> cleaned);

    /// <summary>Throws where a value is outside its range.</summary>
    private protected abstract void Check(double value);

    /// <summary>The left-out samples as they are scored. Default: in the units of the signals.</summary>
    private protected virtual RotatedSamples Validation(PreparedFold fold) => fold.Rotated(Scaling);

    /// <inheritdoc/>
    public override CleaningEstimator At(double value)
    {
        Check(value);
        return new SpectralMember { Family = this, Value = value };
    }

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
        RotatedSamples validation = Validation(fold);
        double[] cleaned = new double[spectrum.Regions];
        for (int g = 0; g < grid.Count; g++)
        {
            try
            {
                Clean(spectrum.Values, spectrum.Samples, grid[g], cleaned);
                scores[g] = validation.Score(cleaned, criterion);
            }
            catch (EstimatorUndefinedException)
            {
                scores[g] = double.NegativeInfinity;
            }
        }
    }

    private sealed record SpectralMember : SpectralEstimator
    {
        public required SpectralFamily Family { get; init; }

        public required double Value { get; init; }

        public override SampleScaling Scaling => Family.Scaling;

        public override void Clean(ReadOnlySpan<double> eigenvalues, double samples, Span<double> cleaned) =>
            Family.Clean(eigenvalues, samples, Value, cleaned);

        private protected override CovarianceFit Complete(CovarianceFit fit, double samples) =>
            fit with
            {
                Choice = new HyperParameterChoice { Name = Family.HyperParameter, Value = Value },
            };
    }
}
