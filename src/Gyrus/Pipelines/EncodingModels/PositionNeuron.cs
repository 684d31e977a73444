using Gyrus.Glm.Features;
using Gyrus.Numerics;
using Gyrus.Numerics.Distributions;
using static System.FormattableString;

namespace Gyrus.Pipelines.EncodingModels;

/// <summary>A synthetic neuron that is driven by position and not by speed: the smallest data on which selecting covariates can be right or wrong.</summary>
/// <remarks>
/// Position and speed are independent normal numbers, bin by bin; the log rate is a cubic B-spline of five functions of the position with normal
/// coefficients of standard deviation <see cref="Spread"/>; counts are Poisson. The same seed gives the same recording.
/// </remarks>
public sealed record PositionNeuron
{
    /// <summary>Gets the number of trials. At least 1; 40.</summary>
    public int Trials
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Trials));
    } = 40;

    /// <summary>Gets the number of bins of a trial. At least 1; 10.</summary>
    public int BinsPerTrial
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(BinsPerTrial));
    } = 10;

    /// <summary>Gets the standard deviation of the true coefficients. Positive; 1.</summary>
    public double Spread
    {
        get;
        init => field = Require.Positive(value, nameof(Spread));
    } = 1;

    /// <summary>Gets the seed. 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Draws the recording: covariates <c>position</c> and <c>speed</c>, one neuron <c>count</c>.</summary>
    public EncodingRecording Generate()
    {
        var rng = new Rng(Seed);
        int bins = Trials * BinsPerTrial;
        double[] position = new double[bins];
        double[] speed = new double[bins];
        rng.FillNormal(position);
        rng.FillNormal(speed);
        Matrix features = new BSpline { Count = 5 }
            .Fit(position)
            .Evaluate(position);
        double[] coefficients = [.. Enumerable.Range(0, 5).Select(_ => Spread * rng.NextNormal())];
        double[] counts = new double[bins];
        for (int i = 0; i < bins; i++)
        {
            double eta = 0;
            for (int j = 0; j < coefficients.Length; j++)
            {
                eta += features[i, j] * coefficients[j];
            }

            counts[i] = PoissonDraw.Next(rng, Math.Exp(eta));
        }

        return new EncodingRecording
        {
            Neurons = ["count"],
            Responses = Matrix.FromColumnMajor(bins, 1, counts),
            CovariateNames = ["position", "speed"],
            Covariates = Matrix.FromColumnMajor(bins, 2, [.. position, .. speed]),
            Trials = [.. Enumerable.Range(0, bins).Select(i => i / BinsPerTrial)],
        };
    }

    /// <inheritdoc/>
    public override string ToString() => Invariant($"PositionNeuron, {Trials} × {BinsPerTrial} bins, seed {Seed}");
}
