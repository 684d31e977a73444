namespace Gyrus.Glm.Features;

/// <summary>A basis with everything that was learned from the data it was fitted to, so that new data are mapped the same way.</summary>
public sealed record FittedBasis;
