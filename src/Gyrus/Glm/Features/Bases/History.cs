using Gyrus.Numerics;

namespace Gyrus.Glm.Features;

/// <summary>The samples of the window themselves: column j is x[t − 1 − j] (causal). One coefficient per lag.</summary>
public sealed record History : WindowBasis
{
    /// <inheritdoc/>
    public override int Functions => WindowSize;

    /// <inheritdoc/>
    public override Matrix Kernel() => Matrix.Identity(WindowSize);
}
