namespace Gyrus.Optimization;

/// <summary>What is minimised over β and the intercepts: datafit(offset + Xβ + b) + strength·penalty(β).</summary>
internal sealed class LinearProblem
{
    public required IDesign Design { get; init; }

    /// <summary>Gets the design that the segments share where the loss couples them (<see cref="Datafit.IsCoupled"/>), else null.</summary>
    public IDesign? Shared { get; init; }

    public required Datafit Datafit { get; init; }

    public required PenaltyBlocks Penalty { get; init; }

    /// <summary>Gets what is added to η, or null for nothing.</summary>
    public double[]? Offset { get; init; }

    /// <summary>Gets the intercepts to start from, one per segment: inside the domain of the loss.</summary>
    public required double[] StartIntercepts { get; init; }

    /// <summary>The segment, hence the intercept, that a column belongs to.</summary>
    /// <remarks>Columns of a design of several responses are numbered feature × responses + response.</remarks>
    public int SegmentOf(int column) => column % Datafit.Segments;
}
