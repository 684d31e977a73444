namespace Gyrus.Covariance.Cleaning;

/// <summary>What is done to the samples of a block before its spectrum is taken.</summary>
public enum SampleScaling
{
    /// <summary>Nothing more than the centring of the whole recording: E = XᵀX/T.</summary>
    AsGiven,

    /// <summary>The mean of each region within the block is removed.</summary>
    Centred,

    /// <summary>Centred, then divided by the standard deviation (ddof 0): E is the correlation matrix.</summary>
    Standardised,
}
