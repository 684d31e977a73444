using Gyrus.Numerics;

namespace Gyrus.Glm.Selection;

/// <summary>How often each block was selected, and how many stable blocks may be wrong.</summary>
public sealed record StabilitySelectionFit
{
    /// <summary>Gets the name of the neuron.</summary>
    public required string Neuron { get; init; }

    /// <summary>Gets the options.</summary>
    public required StabilitySelection Selection { get; init; }

    /// <summary>Gets the names of the blocks, in the order of the design.</summary>
    public required IReadOnlyList<string> Blocks { get; init; }

    /// <summary>Gets the share of halves that select each block. In [0, 1].</summary>
    public required IReadOnlyList<double> Frequencies { get; init; }

    /// <summary>Gets the mean number q of blocks that a half selects.</summary>
    public required double MeanSelected { get; init; }

    /// <summary>Gets the strengths, falling, of <see cref="Paths"/>.</summary>
    public required IReadOnlyList<double> Strengths { get; init; }

    /// <summary>Gets the share of halves that have selected a block at a strength or before. Shape: strengths × blocks.</summary>
    public required Matrix Paths { get; init; }

    /// <summary>Gets the bound of Meinshausen and Bühlmann on the expected number of wrongly stable blocks.</summary>
    public required double MeinshausenBuhlmannBound { get; init; }

    /// <summary>Gets the bound of Shah and Samworth under unimodality.</summary>
    public required double UnimodalBound { get; init; }

    /// <summary>Gets the bound of Shah and Samworth under r-concavity.</summary>
    public required double ConcaveBound { get; init; }

    /// <summary>Gets the number of fits of halves that did not reach their tolerance.</summary>
    public required int LateFits { get; init; }

    /// <summary>Gets what a reader should know.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Gets the stable blocks.</summary>
    public IReadOnlyList<string> Selected => [.. Blocks.Where((_, g) => Frequencies[g] >= Selection.Threshold)];
}
