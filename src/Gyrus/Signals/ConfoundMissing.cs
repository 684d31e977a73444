namespace Gyrus.Signals;

/// <summary>What is done with a confound that is not a number (NaN) in a kept volume.</summary>
public enum ConfoundMissing
{
    /// <summary>The cleaning stops with an error that names columns and rows.</summary>
    Error = 0,

    /// <summary>
    /// The first rows of a column, where fMRIPrep writes n/a for derivatives, take the first value that is there; NaN
    /// further down is still an error.
    /// </summary>
    FillFromNext,
}
