using Gyrus.Covariance.Cleaning;
using Gyrus.Numerics;
using Gyrus.Optimization;

namespace Gyrus.Pipelines.Cleaning;

/// <summary>The noise-cleaned matrices of one subject. Shape of each: regions × regions.</summary>
public sealed record CleanedSubject
{
    /// <summary>Gets what the series is called.</summary>
    public required string Subject { get; init; }

    /// <summary>Gets the number of samples.</summary>
    public required int Samples { get; init; }

    /// <summary>Gets what the signals are like, before any estimate.</summary>
    public required SignalDiagnosis Diagnosis { get; init; }

    /// <summary>Gets the covariance, in the units of the result.</summary>
    public required Matrix Covariance { get; init; }

    /// <summary>Gets the correlations.</summary>
    public required Matrix Correlation { get; init; }

    /// <summary>Gets the precision, in the units of the result; null where the cleaned covariance is singular: a warning says so.</summary>
    public required Matrix? Precision { get; init; }

    /// <summary>Gets the partial correlations; null where there is no precision.</summary>
    public required Matrix? PartialCorrelation { get; init; }

    /// <summary>Gets the eigenvalues of the standardised signals' covariance before and after cleaning, both decreasing where they are not paired.</summary>
    public required CleanedSpectrum Spectrum { get; init; }

    /// <summary>Gets a value indicating whether the eigenvectors are kept, so that each cleaned eigenvalue belongs to one of the sample.</summary>
    public required bool KeepsEigenvectors { get; init; }

    /// <summary>Gets the hyper-parameter and the scores of its search, or null.</summary>
    public HyperParameterChoice? Choice { get; init; }

    /// <summary>Gets the weight of a linear shrinkage, or null.</summary>
    public double? Shrinkage { get; init; }

    /// <summary>Gets how an iterative fit ended, or null.</summary>
    public Convergence? Convergence { get; init; }

    /// <summary>Gets what an estimator that chooses among several used, and why, or null.</summary>
    public string? Method { get; init; }

    /// <summary>Gets what was suspicious in the fit, in full sentences; the diagnosis has its own.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
