namespace Gyrus.Signals;

/// <summary>What the Butterworth filter sees in place of censored volumes before the first or after the last kept one.</summary>
public enum CensoredEdges
{
    /// <summary>Nothing: the filter starts at the first kept volume and ends at the last.</summary>
    Drop = 0,

    /// <summary>The spline through the kept volumes, continued outwards. It can run far away.</summary>
    Extrapolate,
}
