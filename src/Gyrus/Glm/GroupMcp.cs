using Gyrus.Numerics;

namespace Gyrus.Glm;

/// <summary>The minimax concave penalty of groups: slope λ√p_g (1 − ‖β_g‖/(γλ√p_g))₊.</summary>
/// <remarks>Source: Breheny and Huang (2015), Stat. Comput. 25:173, doi:10.1007/s11222-013-9424-2; Zhang (2010), Ann. Stat. 38:894.</remarks>
public sealed record GroupMcp : ConcaveGroupPenalty
{
    /// <summary>Gets γ: a group of norm γλ√p_g or more is not shrunk. More than 1; 3.</summary>
    public double Concavity
    {
        get;
        init => field = Require.Between(1 + 1e-9, double.MaxValue, value, nameof(Concavity));
    } = 3;

    internal override double SlopeShare(double relativeNorm) => Math.Max(1 - (relativeNorm / Concavity), 0);
}
