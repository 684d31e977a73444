namespace Gyrus.Covariance.Cleaning;

/// <summary>The three criteria of a precision J on samples X of T rows and N regions, with S = XᵀX/T (not centred again).</summary>
/// <param name="LogLikelihood">l = −½[N ln 2π − ln det J + tr(JS)], per sample; −∞ where J is not positive definite.</param>
/// <param name="PseudoLogLikelihood">mean over samples and regions of ½ ln Jᵢᵢ − ½ ln 2π − ½ Jᵢᵢ R²ₜᵢ, R = (XJ)ₜᵢ/Jᵢᵢ.</param>
/// <param name="CompletionError">mean of |Rₜᵢ|, in standard deviations where the samples are standardised.</param>
public readonly record struct CriterionValues(double LogLikelihood, double PseudoLogLikelihood, double CompletionError)
{
    /// <summary>The values where there is no positive definite precision.</summary>
    public static CriterionValues None { get; } =
        new(double.NegativeInfinity, double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>One criterion as a score: larger is better, so the completion error is negated.</summary>
    public double Score(CleaningCriterion criterion) =>
        criterion switch
        {
            CleaningCriterion.LogLikelihood => LogLikelihood,
            CleaningCriterion.PseudoLogLikelihood => PseudoLogLikelihood,
            _ => -CompletionError,
        };
}
