using Gyrus.Signals;

namespace Gyrus.Pipelines.Phantom;

/// <summary>A voxel inside the brain: where it is and what it holds.</summary>
internal readonly record struct BrainVoxel(int Index, WorldPoint At, double Depth, Tissue Tissue);
