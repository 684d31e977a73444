using Gyrus.Numerics;

namespace Gyrus.Glm.Hmm;

/// <summary>What responses say about hidden states.</summary>
/// <remarks>
/// Where no path of states can give the responses of a session (a transition that is needed has probability 0), the log-likelihood is −∞ and probabilities that are
/// conditional on them do not exist: NaN.
/// </remarks>
public sealed record HmmPosterior
{
    /// <summary>Gets log p(y | X), constants included; −∞ where no path of states can give the responses.</summary>
    public required double LogLikelihood { get; init; }

    /// <summary>Gets p(state | responses up to now). Shape: samples × states.</summary>
    public required Matrix Filtered { get; init; }

    /// <summary>Gets p(state | all responses). Shape: samples × states.</summary>
    public required Matrix Smoothed { get; init; }

    /// <summary>Gets the expected number of transitions. Shape: from × to.</summary>
    public required Matrix TransitionCounts { get; init; }

    /// <summary>Gets the most probable path of states (Viterbi), one state per sample; of equal ones, that of the lower state.</summary>
    public required IReadOnlyList<int> Path { get; init; }
}
