namespace Gyrus.Report.Figures;

/// <summary>A connection between two regions.</summary>
/// <param name="First">The index of one region, from 0.</param>
/// <param name="Second">The index of the other, larger than the first.</param>
/// <param name="Value">The entry of the matrix.</param>
public readonly record struct Edge(int First, int Second, double Value);
