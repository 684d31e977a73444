namespace Gyrus.Inference;

/// <summary>What a covariance of estimates allows for.</summary>
public enum RobustCovariance
{
    /// <summary>Scores that are autocorrelated over some lags inside a trial (Newey and West).</summary>
    NeweyWest,

    /// <summary>Scores that depend on each other in any way inside a trial, but not between trials.</summary>
    TrialClustered,
}
