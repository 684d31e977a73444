using Gyrus.Numerics;

namespace Gyrus.Imaging;

/// <summary>What accompanies the extraction of one image without changing its numbers.</summary>
public sealed record ExtractionRun
{
    /// <summary>Gets what the signals are called, or null to take the name of the image.</summary>
    public string? Subject { get; init; }

    /// <summary>Gets who is told after each block of volumes, or null.</summary>
    public IProgress<WorkProgress>? Progress { get; init; }

    /// <summary>Gets the token that stops the extraction.</summary>
    public CancellationToken CancellationToken { get; init; }
}
