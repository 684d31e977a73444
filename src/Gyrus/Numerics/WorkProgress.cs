namespace Gyrus.Numerics;

/// <summary>How far a long computation has come.</summary>
/// <param name="Stage">What is being done, in a few words.</param>
/// <param name="Done">Steps done.</param>
/// <param name="Total">Steps in all, or 0 when not known.</param>
public readonly record struct WorkProgress(string Stage, int Done, int Total);
