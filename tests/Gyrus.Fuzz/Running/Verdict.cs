namespace Gyrus.Fuzz.Running;

/// <summary>How the reading of one input ended.</summary>
/// <param name="Kind">Read, refused with a documented exception, or something that must not be.</param>
/// <param name="Milliseconds">How long it took, by the clock.</param>
/// <param name="Ratio">What was allocated beyond the allowance, relative to the declared size; 0 within the allowance.</param>
/// <param name="Fault">What was wrong, and where: the same for the same fault.</param>
/// <param name="Detail">All that is known of it.</param>
internal sealed record Verdict(
    VerdictKind Kind,
    double Milliseconds,
    double Ratio,
    string Fault = "",
    string Detail = ""
);

internal enum VerdictKind
{
    Read,
    Refused,
    Fault,
}
