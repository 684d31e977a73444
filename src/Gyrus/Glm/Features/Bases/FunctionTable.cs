namespace Gyrus.Glm.Features;

/// <summary>The functions of a basis at one sample of one channel: where they are not zero, and their values there.</summary>
internal abstract class FunctionTable
{
    /// <summary>Gets which functions the values of a sample belong to.</summary>
    public required SupportPattern Pattern { get; init; }

    /// <summary>Writes the values at x (one number per covariate, finite and in range) and returns the state, or −1 where they are not defined.</summary>
    public abstract int Evaluate(ReadOnlySpan<double> x, Span<double> values);
}
