using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>One fold: the signals that train, and the left-out samples, also seen from the eigenvectors of the training.</summary>
public sealed class PreparedFold
{
    private readonly Lazy<RotatedSamples>[] _rotated;

    internal PreparedFold(PreparedSignals training, Matrix validation)
    {
        Training = training;
        Validation = validation;
        _rotated =
        [
            .. Enum.GetValues<SampleScaling>()
                .Select(s => new Lazy<RotatedSamples>(() =>
                    RotatedSamples.Of(validation, training.Spectrum(s).Vectors)
                )),
        ];
    }

    /// <summary>Gets the samples that train.</summary>
    public PreparedSignals Training { get; }

    /// <summary>Gets the samples that validate, as they are: neither centred nor scaled by the training. Shape: samples × regions.</summary>
    public Matrix Validation { get; }

    /// <summary>The validation samples in the eigenvectors of the training's spectrum.</summary>
    internal RotatedSamples Rotated(SampleScaling scaling) => _rotated[(int)scaling].Value;
}
