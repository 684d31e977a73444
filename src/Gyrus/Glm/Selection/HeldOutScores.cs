namespace Gyrus.Glm.Selection;

/// <summary>The bits of one set of blocks on each fold.</summary>
/// <param name="Blocks">The blocks.</param>
/// <param name="Bits">Bits per spike (or sample) beyond the constant model, one per fold.</param>
/// <param name="LateFits">How many of the fits did not reach their tolerance.</param>
internal sealed record HeldOutScores(string[] Blocks, double[] Bits, int LateFits);
