namespace Gyrus.Pipelines.NoiseCleaning;

/// <summary>What the numbers say of a conclusion.</summary>
public enum Verdict
{
    /// <summary>Every comparison comes out by more than two standard errors.</summary>
    Holds,

    /// <summary>A comparison comes out the other way by more than two standard errors.</summary>
    Fails,

    /// <summary>None comes out the other way, but some differences are within two standard errors.</summary>
    Undecided,

    /// <summary>What it needs was not computed.</summary>
    NotAsked,
}
