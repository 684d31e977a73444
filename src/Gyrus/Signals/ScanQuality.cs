namespace Gyrus.Signals;

/// <summary>How good a run is and what its cleaning left: the numbers that a reviewer asks for first.</summary>
public sealed record ScanQuality
{
    /// <summary>Gets the number of volumes that were recorded.</summary>
    public required int Volumes { get; init; }

    /// <summary>Gets the number of volumes that were kept.</summary>
    public required int KeptVolumes { get; init; }

    /// <summary>Gets the degrees of freedom that cleaning left to each signal.</summary>
    public required double DegreesOfFreedomRemaining { get; init; }

    /// <summary>
    /// Gets the mean framewise displacement in mm over the whole run (Power, 50 mm), or null when nothing says how the head moved.
    /// </summary>
    public double? MeanFramewiseDisplacementMillimetres { get; init; }

    /// <summary>Gets the share of the volumes that were censored, 0 … 1.</summary>
    public double CensoredShare => Volumes == 0 ? 0 : 1 - ((double)KeptVolumes / Volumes);
}
