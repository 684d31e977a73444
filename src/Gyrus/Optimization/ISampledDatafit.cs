namespace Gyrus.Optimization;

/// <summary>A datafit of one response whose slopes can be asked for a few samples.</summary>
internal interface ISampledDatafit
{
    /// <summary>u ← w f'(η) for some samples; not a number outside the domain of f.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="eta">η of each.</param>
    /// <param name="slopes">u of each.</param>
    void SlopesOf(ReadOnlySpan<int> samples, ReadOnlySpan<double> eta, Span<double> slopes);
}
