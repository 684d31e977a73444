namespace Gyrus.Glm.Features;

/// <summary>No function: the covariate stays in the model's description and has no effect.</summary>
public sealed record Zero : RangedBasis
{
    /// <inheritdoc/>
    public override int Functions => 0;

    /// <inheritdoc/>
    private protected override bool HasRange => false;

    internal override IReadOnlyList<Channel> Evaluate(
        FittedBasis fitted,
        IReadOnlyList<Numerics.Matrix> inputs,
        IReadOnlyList<int>? trials
    ) => [];

    internal override FunctionTable Table(FittedBasis fitted, int channel) =>
        throw new NotSupportedException("No functions.");
}
