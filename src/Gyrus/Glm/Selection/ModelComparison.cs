using Gyrus.Numerics;
using Gyrus.Validation;

namespace Gyrus.Glm.Selection;

/// <summary>Which covariates earn their place: models of more and more blocks, compared on left-out trials.</summary>
/// <remarks>
/// <para>
/// Forward: from the constant model, the block that raises the mean held-out log-likelihood most is added while a one-sided Wilcoxon
/// signed-rank test over the folds says that it raises it. Scores are bits per spike beyond a constant of the training mean (bits per
/// sample for Gaussian and Gamma responses).
/// </para>
/// <para>
/// With <see cref="Shifts"/>, the responses are also shifted in a circle against the design, which keeps the autocorrelation of both and breaks
/// their tie; the full model's score is compared with those of the shifted ones. p = (1 + #{shifted ≥ observed})/(1 + shifts).
/// </para>
/// <para>Source: Hardcastle, Maheswaranathan, Ganguli and Giocomo (2017), Neuron 94:375, doi:10.1016/j.neuron.2017.03.025.</para>
/// </remarks>
public sealed record ModelComparison
{
    /// <summary>Gets the model that is fitted to each set of blocks, at its own strength.</summary>
    public required GeneralizedLinearModel Model { get; init; }

    /// <summary>Gets the folds. Ten: with fewer than five, no signed-rank test can reach 0.05.</summary>
    public TrialFolds Folds { get; init; } = new() { Folds = 10 };

    /// <summary>Gets the p-value below which a block is added. In (0, 1); 0.05.</summary>
    public double Significance
    {
        get;
        init => field = Require.Between(double.Epsilon, Math.BitDecrement(1), value, nameof(Significance));
    } = 0.05;

    /// <summary>Gets the number of circular shifts of the null. At least 0; 0 for none.</summary>
    public int Shifts
    {
        get;
        init => field = Require.AtLeast(0, value, nameof(Shifts));
    }

    /// <summary>Gets the seed of the shifts. 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Forward selection for one neuron; threads run over candidate models, folds and shifts.</summary>
    public ModelComparisonFit Fit(
        GlmData data,
        int neuron = 0,
        int threads = 1,
        CancellationToken cancellationToken = default
    ) => throw new NotImplementedException();

    /// <summary>The held-out scores of one set of blocks.</summary>
    /// <exception cref="ArgumentException">The design has no block of a name.</exception>
    public CandidateModel Score(
        GlmData data,
        IReadOnlyList<string> blocks,
        int neuron = 0,
        CancellationToken cancellationToken = default
    ) => throw new NotImplementedException();
}
