using Gyrus.Numerics;

namespace Gyrus.Pipelines.Comparison;

/// <summary>The samples of one subject (or one synthetic realisation), already cut and standardised by the training.</summary>
public sealed record ComparedSamples
{
    /// <summary>Gets the name that rows and messages use.</summary>
    public required string Subject { get; init; }

    /// <summary>Gets the training samples. Shape: samples × regions.</summary>
    public required Matrix Train { get; init; }

    /// <summary>Gets the test samples, in the units of the training. Shape: samples × regions.</summary>
    public required Matrix Test { get; init; }

    /// <summary>Gets the truth, or null where it is not known.</summary>
    public KnownTruth? Truth { get; init; }
}
