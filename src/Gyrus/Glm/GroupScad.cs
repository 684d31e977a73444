using Gyrus.Numerics;

namespace Gyrus.Glm;

/// <summary>Smoothly clipped absolute deviation of groups: slope λ√p_g up to a norm of λ√p_g, then falling to zero at a·λ√p_g.</summary>
/// <remarks>Source: Fan and Li (2001), J. Am. Stat. Assoc. 96:1348, doi:10.1198/016214501753382273.</remarks>
public sealed record GroupScad : ConcaveGroupPenalty
{
    /// <summary>Gets a: a group of norm aλ√p_g or more is not shrunk. More than 2; 3.7.</summary>
    public double Concavity
    {
        get;
        init => field = Require.Between(2 + 1e-9, double.MaxValue, value, nameof(Concavity));
    } = 3.7;

    internal override double SlopeShare(double relativeNorm) =>
        relativeNorm <= 1 ? 1 : Math.Max((Concavity - relativeNorm) / (Concavity - 1), 0);
}
