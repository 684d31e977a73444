using Gyrus.Numerics;

namespace Gyrus.Glm.Hmm;

/// <summary>A generalised linear model whose coefficients depend on a hidden state that follows a Markov chain.</summary>
/// <remarks>
/// <para>
/// Maximises log p(y | X) − n·Σ_k λΩ(β_k) + log priors by expectation-maximisation: scaled forward-backward recursions, then one weighted
/// penalised fit per state. Trials of the data are sessions: each begins anew from the initial distribution. Samples with something
/// that is not finite tell nothing of the state. The penalty is on the scale of <see cref="GeneralizedLinearModel"/>: per sample of all.
/// </para>
/// <para>
/// The objective never falls, but it has local optima: the best of <see cref="Starts"/> random starts is kept. Certificate: the last rise
/// of the objective per sample; it says that the ascent has stopped, not that it stopped at the highest optimum.
/// </para>
/// <para>
/// Sources: Baum, Petrie, Soules and Weiss (1970), Ann. Math. Stat. 41:164, doi:10.1214/aoms/1177697196; Ashwood et al. (2022), Nature
/// Neuroscience 25:201, doi:10.1038/s41593-021-01007-z; the update of a Gaussian variance after the coefficients (ECM): Meng and Rubin (1993),
/// Biometrika 80:267, doi:10.1093/biomet/80.2.267.
/// </para>
/// </remarks>
public sealed record GlmHmm
{
    /// <summary>Gets the number of states K. At least 1.</summary>
    public required int States
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(States));
    }

    /// <summary>Gets the family and link: Bernoulli (default), Poisson or Gaussian.</summary>
    /// <exception cref="ArgumentException">Another family.</exception>
    public ObservationModel Observation
    {
        get;
        init => field = Checked(value);
    } = new() { Family = Family.Bernoulli };

    /// <summary>Gets the penalty of every state. Ridge of strength 1e-3.</summary>
    /// <exception cref="ArgumentException">An adaptive or concave penalty: the objective would not be one that the steps raise.</exception>
    public Regularizer Regularizer
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value.RequireOneProblem("A model with hidden states");
        }
    } = new Ridge { Strength = 1e-3 };

    /// <summary>Gets the Dirichlet concentration of each row of the transitions. At least 1, which is flat; 1.</summary>
    public double TransitionConcentration
    {
        get;
        init => field = Require.Between(1, double.MaxValue, value, nameof(TransitionConcentration));
    } = 1;

    /// <summary>Gets what is added to the concentration of staying in a state. At least 0; 0.</summary>
    public double Stickiness
    {
        get;
        init => field = Require.NotNegative(value, nameof(Stickiness));
    }

    /// <summary>Gets the Dirichlet concentration of the initial distribution. At least 1; 1.</summary>
    public double InitialConcentration
    {
        get;
        init => field = Require.Between(1, double.MaxValue, value, nameof(InitialConcentration));
    } = 1;

    /// <summary>Gets the number of random starts. At least 1; 5.</summary>
    public int Starts
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Starts));
    } = 5;

    /// <summary>Gets the seed of the starts. 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Gets the rise of the objective per sample at which an ascent stops. Positive; 1e-8.</summary>
    public double Tolerance
    {
        get;
        init => field = Require.Positive(value, nameof(Tolerance));
    } = 1e-8;

    /// <summary>Gets the most iterations of an ascent. At least 1; 1000.</summary>
    public int MaxIterations
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(MaxIterations));
    } = 1000;

    /// <summary>The fit of one neuron (or animal); threads run over the starts.</summary>
    /// <exception cref="ArgumentException">Data that the model cannot be fitted to.</exception>
    public GlmHmmFit Fit(GlmData data, int neuron = 0, int threads = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        GlmHmmFit[] fits = PartLoop.Run(
            Starts,
            Require.AtLeast(1, threads),
            start => new HmmAscent(this, data, neuron).Run(start, cancellationToken),
            cancellationToken
        );
        return fits.MaxBy(f => f.Objectives[^1])!;
    }

    private static ObservationModel Checked(ObservationModel observation)
    {
        ArgumentNullException.ThrowIfNull(observation);
        return observation.Family is Family.Bernoulli or Family.Poisson or Family.Gaussian
            ? observation
            : throw new ArgumentException(
                $"A model with hidden states needs Bernoulli, Poisson or Gaussian responses, but the family is {observation.Family}."
            );
    }
}
