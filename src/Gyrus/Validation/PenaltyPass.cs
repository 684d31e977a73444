namespace Gyrus.Validation;

/// <summary>One pass of a penalty search: a grid to evaluate, and where the warm starts may come from.</summary>
/// <param name="Refinement">The number of the pass, from 0.</param>
/// <param name="Penalties">The grid, from large to small.</param>
/// <param name="Start">The evaluated point whose fits may start this pass: a neighbour with a larger penalty; null at first.</param>
/// <param name="Low">The lower end of the interval being refined: points below it will start nothing any more.</param>
internal sealed record PenaltyPass<TPoint>(int Refinement, IReadOnlyList<double> Penalties, TPoint? Start, double Low)
    where TPoint : class, IScoredPenalty;
