using static System.FormattableString;

namespace Gyrus.Pipelines.NoiseCleaning;

/// <summary>The unit of work: some realisations of one cell. A block is computed and stored whole.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="First">The first realisation.</param>
/// <param name="Count">How many.</param>
public readonly record struct ExperimentBlock(ExperimentCell Cell, int First, int Count)
{
    /// <summary>Gets a name for files and messages, such as <c>T144_a1_r010</c>.</summary>
    public string Name => Invariant($"{Cell.Name}_r{First:000}");
}
