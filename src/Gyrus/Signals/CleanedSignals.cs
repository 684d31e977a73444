namespace Gyrus.Signals;

/// <summary>What <see cref="SignalCleaner.Clean"/> returns.</summary>
public sealed record CleanedSignals
{
    /// <summary>Gets the cleaned signals. Shape: kept samples × regions.</summary>
    public required RegionSignals Signals { get; init; }

    /// <summary>Gets the volumes that are kept, from 0, in the order of the rows.</summary>
    public required IReadOnlyList<int> KeptSamples { get; init; }

    /// <summary>Gets what the cleaning cost in degrees of freedom.</summary>
    public required DegreesOfFreedom DegreesOfFreedom { get; init; }

    /// <summary>Gets what is suspicious but usable, in full sentences.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
