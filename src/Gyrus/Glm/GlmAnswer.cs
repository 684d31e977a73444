namespace Gyrus.Glm;

/// <summary>What a solver found for one neuron.</summary>
internal readonly record struct GlmAnswer(double[] Coefficients, double Intercept, double[] Eta, double Dispersion);
