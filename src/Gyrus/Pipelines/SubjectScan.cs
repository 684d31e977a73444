using Gyrus.Imaging;
using Gyrus.Signals;

namespace Gyrus.Pipelines;

/// <summary>What there is of one subject (or run) before extraction.</summary>
public sealed record SubjectScan
{
    /// <summary>Gets what the series is called in messages, tables and reports, such as <c>sub-01_task-rest</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>Gets the recording.</summary>
    public required IVolumeSeries Bold { get; init; }

    /// <summary>Gets the confounds to regress out, one row per volume, or null for none.</summary>
    public Confounds? Confounds { get; init; }

    /// <summary>Gets the mean framewise displacement in mm, or null when not known. It changes nothing; reports show it.</summary>
    public double? MeanFramewiseDisplacementMillimetres { get; init; }

    /// <summary>Gets the volumes to keep, ascending, from 0, or null for all.</summary>
    public IReadOnlyList<int>? KeptSamples { get; init; }
}
