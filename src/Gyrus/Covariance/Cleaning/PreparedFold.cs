using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>One fold: the signals that train, and the left-out samples, also seen from the eigenvectors of the training.</summary>
public sealed class PreparedFold
{
    private readonly Lazy<RotatedSamples>[] _rotated;
    private readonly Lazy<RotatedSamples> _unscaled;

    internal PreparedFold(PreparedSignals training, Matrix validation)
    {
        Training = training;
        Validation = validation;
        _rotated =
        [
            .. Enum.GetValues<SampleScaling>()
                .Select(s => new Lazy<RotatedSamples>(() => RotatedSamples.Of(validation, training.Spectrum(s)))),
        ];
        _unscaled = new Lazy<RotatedSamples>(() =>
            RotatedSamples.Of(validation, training.Spectrum(SampleScaling.Standardised).Vectors)
        );
    }

    /// <summary>Gets the samples that train.</summary>
    public PreparedSignals Training { get; }

    /// <summary>Gets the samples that validate, as they are: neither centred nor scaled by the training. Shape: samples × regions.</summary>
    public Matrix Validation { get; }

    /// <summary>The validation samples in the eigenvectors of the training's spectrum; criteria are those in the units of the signals.</summary>
    internal RotatedSamples Rotated(SampleScaling scaling) => _rotated[(int)scaling].Value;

    /// <summary>The same for the standardised training, its deviations forgotten: criteria as if they were all 1.</summary>
    internal RotatedSamples RotatedUnscaled() => _unscaled.Value;
}
