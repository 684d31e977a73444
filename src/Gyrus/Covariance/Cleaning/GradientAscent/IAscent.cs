namespace Gyrus.Covariance.Cleaning;

/// <summary>An ascent under way: what the stop rule needs of it.</summary>
internal interface IAscent
{
    /// <summary>Gets the present iterate; it changes with every step.</summary>
    ReadOnlySpan<double> State { get; }

    /// <summary>Takes steps.</summary>
    void Advance(int steps);

    /// <summary>The score of the present iterate on the validation samples: larger is better, −∞ where it is no covariance.</summary>
    double Score(CleaningCriterion criterion);

    /// <summary>The fit of an iterate.</summary>
    CovarianceFit Fit(double[] state);
}
