namespace Gyrus.Pipelines.EncodingModels;

/// <summary>The strength of the penalty at which a block leaves the model.</summary>
/// <param name="Neuron">The neuron.</param>
/// <param name="Block">The block.</param>
/// <param name="Strength">The largest strength at which the block has a coefficient that is not zero, to a relative 1e-6 (of classes, and of penalties whose weights follow from fits, less precise where the block explains little); NaN where it has none on the whole path.</param>
/// <param name="IsAtEnd">Whether the block is in the model at the largest strength of the path already, so that its vanish point lies above.</param>
public sealed record VanishPoint(string Neuron, string Block, double Strength, bool IsAtEnd);
