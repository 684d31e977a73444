namespace Gyrus.Signals;

/// <summary>What is done with a signal that is NaN or infinite in a kept volume.</summary>
public enum NonFiniteSamples
{
    /// <summary>The cleaning stops with an error that names regions and volumes.</summary>
    Error = 0,

    /// <summary>The sample becomes 0, with a warning that names the regions.</summary>
    Zero,
}
