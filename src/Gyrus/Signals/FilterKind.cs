namespace Gyrus.Signals;

/// <summary>How frequencies outside the pass band are removed.</summary>
public enum FilterKind
{
    /// <summary>A Butterworth filter run forwards and backwards (zero phase): low-pass, high-pass or band-pass.</summary>
    Butterworth = 0,

    /// <summary>Slow cosines regressed out together with the confounds: high-pass only.</summary>
    Cosine,
}
