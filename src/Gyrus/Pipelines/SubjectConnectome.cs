using Gyrus.Numerics;
using Gyrus.Signals;

namespace Gyrus.Pipelines;

/// <summary>What a connectome analysis says of one subject.</summary>
public sealed record SubjectConnectome
{
    /// <summary>Gets the subject's name.</summary>
    public required string Subject { get; init; }

    /// <summary>Gets the number of samples.</summary>
    public required int Samples { get; init; }

    /// <summary>Gets the numerical rank of the sample correlation: eigenvalues above 10⁻¹⁰ of the largest.</summary>
    public required int Rank { get; init; }

    /// <summary>Gets how good the run was and what cleaning left, or null when not known.</summary>
    public ScanQuality? Quality { get; init; }

    /// <summary>Gets Pearson's correlation of the samples. Shape: regions × regions, unit diagonal.</summary>
    public required Matrix Correlation { get; init; }

    /// <summary>Gets the subject's group-sparse precision. Shape: regions × regions.</summary>
    public required Matrix Precision { get; init; }

    /// <summary>Gets the partial correlation of that precision: −Ωᵢⱼ / √(Ωᵢᵢ Ωⱼⱼ), unit diagonal.</summary>
    public required Matrix PartialCorrelation { get; init; }
}
