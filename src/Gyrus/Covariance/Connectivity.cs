using Gyrus.Numerics;

namespace Gyrus.Covariance;

/// <summary>One connectivity matrix per subject, and their mean.</summary>
public sealed record Connectivity
{
    /// <summary>Gets what the entries mean.</summary>
    public required ConnectivityKind Kind { get; init; }

    /// <summary>Gets one matrix per subject, in the order of the subjects. Shape of each: regions × regions, symmetric.</summary>
    public required IReadOnlyList<Matrix> Matrices { get; init; }

    /// <summary>Gets the arithmetic mean over the subjects. Shape: regions × regions.</summary>
    public required Matrix Mean { get; init; }

    /// <summary>Gets the weight of the shrinkage for each subject; 0 where nothing was shrunk.</summary>
    public required IReadOnlyList<double> Shrinkages { get; init; }
}
