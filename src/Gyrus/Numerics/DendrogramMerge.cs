namespace Gyrus.Numerics;

/// <summary>Two clusters that become one.</summary>
/// <param name="First">A cluster: 0 … n − 1 are the items, n + m is the result of merge m.</param>
/// <param name="Second">The other, larger than the first.</param>
/// <param name="Height">Their distance.</param>
/// <param name="Size">The items of both.</param>
public readonly record struct DendrogramMerge(int First, int Second, double Height, int Size);
