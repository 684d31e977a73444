namespace Gyrus.Glm.Selection;

/// <summary>The steps of a forward selection, and its null.</summary>
public sealed record ModelComparisonFit
{
    /// <summary>Gets the name of the neuron.</summary>
    public required string Neuron { get; init; }

    /// <summary>Gets the options.</summary>
    public required ModelComparison Comparison { get; init; }

    /// <summary>Gets the candidates of each step, best first: step 0 holds the models of one block. The last step may have added nothing.</summary>
    public required IReadOnlyList<IReadOnlyList<CandidateModel>> Steps { get; init; }

    /// <summary>Gets the model that was kept; no blocks if none earned its place.</summary>
    public required CandidateModel Chosen { get; init; }

    /// <summary>Gets the model of all blocks; its gain and p-value are against the constant model.</summary>
    public required CandidateModel Full { get; init; }

    /// <summary>Gets the full model's mean score under each circular shift, NaN where no fold has one; empty without shifts.</summary>
    public required IReadOnlyList<double> ShiftedScores { get; init; }

    /// <summary>Gets the number of fits of candidates, of the full model and of the shifts that did not reach their tolerance.</summary>
    public required int LateFits { get; init; }

    /// <summary>Gets what a reader should know.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Gets the blocks that were kept.</summary>
    public IReadOnlyList<string> Selected => Chosen.Blocks;

    /// <summary>Gets what scores and gains are in: bits per spike, or bits per sample for Gaussian and Gamma responses.</summary>
    public string Unit =>
        Comparison.Model.Observation.Family is Family.Gaussian or Family.Gamma ? "bits per sample" : "bits per spike";

    /// <summary>Gets the mean of the shifted scores that there are.</summary>
    public double ShiftedMean => FoldStatistics.Mean(ShiftedScores);

    /// <summary>
    /// Gets (1 + #{shifted ≥ observed})/(1 + shifts); NaN without shifts, and where the full model has no score (no spikes, or in one fold only), for then nothing was observed.
    /// A shift without a score counts as one that is at least as large, so that it never makes p smaller.
    /// </summary>
    public double ShiftPValue =>
        ShiftedScores.Count == 0 || double.IsNaN(Full.Mean)
            ? double.NaN
            : (1.0 + ShiftedScores.Count(s => !(s < Full.Mean))) / (1 + ShiftedScores.Count);
}
