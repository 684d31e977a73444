namespace Gyrus.Glm;

/// <summary>The fits of one neuron along a path of strengths.</summary>
public sealed record GlmPath
{
    /// <summary>
    /// Gets the smallest strength at which every penalised coefficient is zero: in closed form from the fit of what is not penalised (the intercept, columns without a
    /// penalty, a dispersion that is fitted). Where the constant model is a poor start (<see cref="ObservationModel.IsConvex"/>; a Gaussian mean near or below zero with
    /// a positive link) by bisection, to 1e-7. 0 where there is nothing to explain: the fits are then all the same, at strengths from 1 down. Of a ridge, which makes nothing zero, one that leaves about a thousandth.
    /// </summary>
    public required double LargestStrength { get; init; }

    /// <summary>Gets the fits, from the largest strength to the smallest.</summary>
    public required IReadOnlyList<GlmFit> Fits { get; init; }
}
