using Gyrus.Imaging;
using Gyrus.Signals.Denoising;

namespace Gyrus.Pipelines;

/// <summary>How good a run is: what its image says, how its head moved, and what scrubbing would leave of it.</summary>
public sealed record RunQuality
{
    /// <summary>Gets what the run is called.</summary>
    public required string Subject { get; init; }

    /// <summary>Gets what the image says.</summary>
    public required ImageQuality Image { get; init; }

    /// <summary>Gets the framewise displacement in mm, one per volume, or null when nothing says how the head moved.</summary>
    public IReadOnlyList<double>? FramewiseDisplacement { get; init; }

    /// <summary>Gets the rule that <see cref="Censored"/> counts by; its displacement is not looked at when it is not known.</summary>
    public Scrubbing Scrubbing { get; init; } = new();

    /// <summary>Gets the mean framewise displacement in mm, or null when not known.</summary>
    public double? MeanFramewiseDisplacementMillimetres =>
        FramewiseDisplacement is { } all ? Signals.Denoising.FramewiseDisplacement.Mean(all) : null;

    /// <summary>The volumes that scrubbing takes, outliers and pieces that are too short, ascending.</summary>
    public IReadOnlyList<int> Censored()
    {
        double[] displacement =
            FramewiseDisplacement is { } all && Scrubbing.FramewiseDisplacementMillimetres is not null ? [.. all] : [];
        double[] dvars = Scrubbing.StandardisedDvars is null ? [] : [.. Image.StandardisedDvars];
        IReadOnlyList<int> outliers = Scrubbing.Outliers(displacement, dvars);
        return [.. outliers.Concat(Scrubbing.ShortPieces(outliers, Image.Dvars.Count)).Order()];
    }
}
