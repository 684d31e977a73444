namespace Gyrus.Signals;

/// <summary>A point in world coordinates.</summary>
/// <param name="X">Millimetres to the right.</param>
/// <param name="Y">Millimetres to the front.</param>
/// <param name="Z">Millimetres up.</param>
public readonly record struct WorldPoint(double X, double Y, double Z);
