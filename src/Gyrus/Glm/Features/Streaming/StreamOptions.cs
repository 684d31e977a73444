using Gyrus.Numerics;

namespace Gyrus.Glm.Features;

/// <summary>How a design is streamed.</summary>
public sealed record StreamOptions
{
    /// <summary>Gets the trial of each sample, samples of a trial being neighbours, or null for one. Windows do not cross trials.</summary>
    public IReadOnlyList<int>? Trials { get; init; }

    /// <summary>Gets the threads of a pass over the covariates. At least 1; 1. They change no digit: the parts of a sum are added in their order.</summary>
    public int Threads
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Threads));
    } = 1;

    /// <summary>Gets where progress goes, pass by pass, or null.</summary>
    public IProgress<WorkProgress>? Progress { get; init; }
}
