namespace Gyrus.Pipelines.EncodingModels;

/// <summary>What a reader should know of one neuron.</summary>
/// <param name="Neuron">Its name.</param>
/// <param name="Sentence">A full sentence.</param>
public sealed record NeuronWarning(string Neuron, string Sentence);
