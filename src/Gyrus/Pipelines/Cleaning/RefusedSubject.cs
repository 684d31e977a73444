namespace Gyrus.Pipelines.Cleaning;

/// <summary>A subject on whom an estimator has no value.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="Reason">Why, in full sentences.</param>
/// <param name="Diagnosis">What the signals are like.</param>
public sealed record RefusedSubject(string Subject, string Reason, Gyrus.Covariance.Cleaning.SignalDiagnosis Diagnosis);
