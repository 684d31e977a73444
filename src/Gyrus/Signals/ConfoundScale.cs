namespace Gyrus.Signals;

/// <summary>How the confounds are scaled before they are regressed out.</summary>
public enum ConfoundScale
{
    /// <summary>Mean 0 and standard deviation 1 (ddof 1): confounds then say nothing about the mean of the signals.</summary>
    ZScore = 0,

    /// <summary>Divided by the largest absolute value: a constant column stays, and removes the mean of the signals.</summary>
    MaximumAbsolute,
}
