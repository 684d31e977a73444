using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Glm.Simulation;

/// <summary>A population whose spikes feed back: η_k(t) = input_k(t) + Σ_j Σ_d filter_{jk}(d)·y_j(t − d), d = 1 … W.</summary>
/// <remarks>Excitation may grow without bound; the draw stops with a message as soon as a mean passes <see cref="MaximumMean"/>, before numbers overflow.</remarks>
public sealed record RecurrentSimulation
{
    /// <summary>Gets the family and link. Poisson with softplus, which grows slowly.</summary>
    public ObservationModel Observation { get; init; } = new() { Link = Link.Softplus };

    /// <summary>Gets the filters: entry [j][k] is the effect of neuron j on neuron k at lags 1 … W, or null for none.</summary>
    public required IReadOnlyList<IReadOnlyList<IReadOnlyList<double>?>> Filters { get; init; }

    /// <summary>Gets the scale of the family. Positive; 1.</summary>
    public double Scale
    {
        get;
        init => field = Require.Positive(value, nameof(Scale));
    } = 1;

    /// <summary>Gets the mean at which the activity counts as blown up. Positive; 1e6.</summary>
    public double MaximumMean
    {
        get;
        init => field = Require.Positive(value, nameof(MaximumMean));
    } = 1e6;

    /// <summary>Draws the responses.</summary>
    /// <param name="input">Everything but the coupling: intercepts, stimuli. Shape: samples × neurons.</param>
    /// <param name="seed">The seed of the draws.</param>
    /// <returns>Shape: samples × neurons.</returns>
    /// <exception cref="ArgumentException">The filters do not fit the neurons.</exception>
    /// <exception cref="InvalidOperationException">The activity blew up.</exception>
    public Matrix Draw(Matrix input, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(input);
        Check(input.Columns);
        var rng = new Rng(seed);
        Link link = Observation.EffectiveLink;
        var y = new Matrix(input.Rows, input.Columns);
        for (int t = 0; t < input.Rows; t++)
        {
            for (int k = 0; k < input.Columns; k++)
            {
                double mean = LinkFunction.Mean(link, input[t, k] + Coupling(y, t, k));
                y[t, k] = ResponseDraw.Next(rng, Observation.Family, Bounded(mean, t, k), Scale);
            }
        }

        return y;
    }

    private double Coupling(Matrix y, int t, int k)
    {
        double sum = 0;
        for (int j = 0; j < y.Columns; j++)
        {
            if (Filters[j][k] is { } filter)
            {
                for (int d = 1; d <= Math.Min(t, filter.Count); d++)
                {
                    sum += filter[d - 1] * y[t - d, j];
                }
            }
        }

        return sum;
    }

    private double Bounded(double mean, int t, int k) =>
        mean <= MaximumMean
            ? mean
            : throw new InvalidOperationException(
                Invariant(
                    $"The activity blew up: the mean of neuron {k} at sample {t} is {mean:0.###e+00}, above MaximumMean ({MaximumMean}). Weaken the excitatory filters, add a refractory one, or use a softplus link."
                )
            );

    private void Check(int neurons)
    {
        Require.SameSize(neurons, Filters.Count, "one row of filters per neuron");
        foreach (IReadOnlyList<IReadOnlyList<double>?> row in Filters)
        {
            Require.SameSize(neurons, row.Count, "one filter per pair of neurons");
        }
    }
}
