using Gyrus.Numerics;

namespace Gyrus.Glm.Hmm;

/// <summary>Where an ascent stands.</summary>
internal sealed record HmmParameters(GlmFit[] States, Matrix Transition, double[] Initial);
