using static System.FormattableString;

namespace Gyrus.Pipelines.NoiseCleaning;

/// <summary>One setting of the synthetic experiment: how many samples train, and how far the spectrum spreads.</summary>
/// <param name="TrainSamples">The training samples T_tr; a quarter as many test.</param>
/// <param name="Concentration">The concentration α_D of the Dirichlet eigenvalues; small is strongly correlated.</param>
public readonly record struct ExperimentCell(int TrainSamples, double Concentration)
{
    /// <summary>Gets the number of test samples, T_tr/4 rounded down.</summary>
    public int TestSamples => TrainSamples / 4;

    /// <summary>Gets a name for files and messages, such as <c>T144_a1.5</c>.</summary>
    public string Name => Invariant($"T{TrainSamples}_a{Concentration}");
}
