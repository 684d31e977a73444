namespace Gyrus.Glm.Features;

/// <summary>What is to be said of a block or of its covariate.</summary>
/// <param name="IsCovariate">Whether it is said of the covariate.</param>
/// <param name="Sentence">The rest of a sentence that begins with the name.</param>
internal readonly record struct BlockDoubt(bool IsCovariate, string Sentence);
