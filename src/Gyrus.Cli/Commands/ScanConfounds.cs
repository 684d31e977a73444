using Gyrus.Signals;

namespace Gyrus.Cli.Commands;

/// <summary>What is regressed out of one image, and which of its volumes stay.</summary>
/// <param name="Confounds">The columns, or null for none.</param>
/// <param name="KeptSamples">The volumes to keep, or null for all.</param>
/// <param name="MeanFramewiseDisplacementMillimetres">How much the head moved, or null when not known.</param>
/// <param name="Volumes">The number of rows of the table, or null when it is checked elsewhere.</param>
internal sealed record ScanConfounds(
    Confounds? Confounds,
    IReadOnlyList<int>? KeptSamples,
    double? MeanFramewiseDisplacementMillimetres,
    int? Volumes
);
