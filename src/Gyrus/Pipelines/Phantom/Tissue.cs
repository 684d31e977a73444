namespace Gyrus.Pipelines.Phantom;

/// <summary>What a voxel holds, in parts that sum to 1.</summary>
internal readonly record struct Tissue(double Grey, double White, double Fluid);
