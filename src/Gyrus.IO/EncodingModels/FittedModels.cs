using Gyrus.Glm;
using Gyrus.Pipelines.EncodingModels;

namespace Gyrus.IO.EncodingModels;

/// <summary>Fitted encoding models as they were read.</summary>
/// <param name="Model">The model that was declared.</param>
/// <param name="Fits">Its fits.</param>
/// <param name="Population">All neurons of the recording that was fitted, where a feature is of the neuron itself or of the others; else null.</param>
public sealed record FittedModels(EncodingModel Model, IReadOnlyList<GlmFit> Fits, IReadOnlyList<string>? Population);
