namespace Gyrus.Signals;

/// <summary>What is done to the scale of each cleaned signal.</summary>
public enum Standardize
{
    /// <summary>Mean 0 and standard deviation 1 (ddof 1).</summary>
    ZScore = 0,

    /// <summary>100·(x − m)/|m|, with m the mean of the signal, or its mean before cleaning where cleaning removed it.</summary>
    PercentSignalChange,

    /// <summary>Nothing: the signal keeps its units.</summary>
    None,
}
