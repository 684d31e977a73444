using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Report.Explorer;

/// <summary>One connectome that the explorer can show.</summary>
/// <param name="Name">What the reader chooses it by, such as "sub-01".</param>
/// <param name="Values">Shape: regions × regions, symmetric; only the strict lower triangle is read.</param>
public sealed record ExploredConnectome(string Name, Matrix Values)
{
    /// <summary>Gets the value m of the colour scale −m … m. Positive.</summary>
    public required double Limit
    {
        get;
        init =>
            field =
                double.IsFinite(value) && value > 0
                    ? value
                    : throw new ArgumentOutOfRangeException(
                        nameof(value),
                        Invariant($"Limit must be a positive finite number, but was {value}.")
                    );
    }
}
