using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>When an ascent of the likelihood stops: its score on validation samples is checked now and then, and has become worse.</summary>
/// <remarks>
/// The defaults are those of the program released with Ibáñez-Berganza et al. (2023), arXiv:2302.02951: a check every 800 epochs; from the fifth check on,
/// stop when the last is worse than each of the three before it; the result is the iterate two checks before the last, also when the epochs run
/// out. A score that is not finite stops at once.
/// </remarks>
public sealed record EarlyStopping
{
    /// <summary>Gets the most epochs (steps). At least 1; 80,000.</summary>
    public int MaxEpochs
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(MaxEpochs));
    } = 80_000;

    /// <summary>Gets the epochs from one check to the next. At least 1; 800.</summary>
    public int CheckEvery
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(CheckEvery));
    } = 800;

    /// <summary>Gets how many checks before the last must all be better than it. At least 1; 3.</summary>
    public int Window
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Window));
    } = 3;

    /// <summary>Gets the least number of checks before the rule may stop. At least 2; 5.</summary>
    public int LeastChecks
    {
        get;
        init => field = Require.AtLeast(2, value, nameof(LeastChecks));
    } = 5;

    /// <summary>Gets how many checks before the last the result is taken. At least 0; 2.</summary>
    public int StepsBack
    {
        get;
        init => field = Require.AtLeast(0, value, nameof(StepsBack));
    } = 2;

    /// <summary>Gets the share of the samples, the first ones, that the ascent climbs on; the others validate. In (0, 1); 1 − 1/6.</summary>
    public double TrainingShare
    {
        get;
        init => field = Require.Between(0, 1, value, nameof(TrainingShare));
    } = 1 - (1.0 / 6);

    /// <summary>The last score less the worst of the window before it: negative where the rule stops.</summary>
    internal double Excess(IReadOnlyList<double> scores)
    {
        int from = Math.Max(0, scores.Count - 1 - Window);
        double worst = double.PositiveInfinity;
        for (int i = from; i < scores.Count - 1; i++)
        {
            worst = Math.Min(worst, scores[i]);
        }

        return scores[^1] - worst;
    }

    /// <summary>Whether the rule stops after these scores.</summary>
    internal bool Stops(IReadOnlyList<double> scores) =>
        !double.IsFinite(scores[^1]) || (scores.Count >= LeastChecks && scores.Count > Window && Excess(scores) < 0);
}
