using Gyrus.Numerics;

namespace Gyrus.Glm.Features;

/// <summary>One block of a design to be: a fitted basis and its covariates, or columns as they are.</summary>
public sealed record Feature
{
    /// <summary>Gets the name of the block.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the basis, or null where the covariates are the features.</summary>
    public FittedBasis? Basis { get; init; }

    /// <summary>Gets the covariates. Shape of each: samples × columns.</summary>
    public required IReadOnlyList<Matrix> Covariates { get; init; }

    internal int Samples => Covariates[0].Rows;

    internal IReadOnlyList<Channel> Channels(IReadOnlyList<int>? trials)
    {
        if (trials is not null)
        {
            Require.SameSize(Samples, trials.Count, "one trial per sample");
        }

        return Basis?.Channels(Covariates, trials) ?? [new DenseChannel(Covariates[0].Copy())];
    }
}
