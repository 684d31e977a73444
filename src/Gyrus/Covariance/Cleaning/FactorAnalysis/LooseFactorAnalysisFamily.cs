namespace Gyrus.Covariance.Cleaning;

/// <summary>Factor analysis over its rank as the program released with Ibáñez-Berganza et al. (2023) runs it: 2 … N − 1, loosely converged.</summary>
public sealed record LooseFactorAnalysisFamily : EstimatorFamily
{
    /// <inheritdoc/>
    public override string HyperParameter => FactorAnalysisFamily.FactorsName;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Grid(PreparedSignals signals)
    {
        ArgumentNullException.ThrowIfNull(signals);
        return [.. Enumerable.Range(2, Math.Max(1, signals.Regions - 2)).Select(static r => (double)r)];
    }

    /// <inheritdoc/>
    public override CleaningEstimator At(double value) => new LooseFactorAnalysis { Factors = (int)value };
}
