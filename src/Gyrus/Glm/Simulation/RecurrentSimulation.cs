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

    /// <summary>Gets the scale of each neuron, or null for <see cref="Scale"/> of all.</summary>
    public IReadOnlyList<double>? Scales { get; init; }

    /// <summary>Gets the names of the neurons, for messages, or null for their numbers.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>Gets the mean at which the activity counts as blown up. Positive; 1e6.</summary>
    public double MaximumMean
    {
        get;
        init => field = Require.Positive(value, nameof(MaximumMean));
    } = 1e6;

    /// <summary>Draws the responses.</summary>
    /// <param name="input">Everything but the coupling: intercepts, stimuli. Shape: samples × neurons; NaN where nothing is to be drawn.</param>
    /// <param name="seed">The seed of the draws.</param>
    /// <param name="recorded">What the filters see where nothing was drawn, or null for silence. Shape: samples × neurons.</param>
    /// <returns>Shape: samples × neurons; NaN where nothing was drawn.</returns>
    /// <exception cref="ArgumentException">The filters, the scales or what was recorded do not fit the neurons.</exception>
    /// <exception cref="InvalidOperationException">The activity blew up.</exception>
    public Matrix Draw(Matrix input, ulong seed, Matrix? recorded = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        Check(input, recorded);
        var rng = new Rng(seed);
        Link link = Observation.EffectiveLink;
        var y = new Matrix(input.Rows, input.Columns);
        Matrix seen = recorded is null
            ? new Matrix(input.Rows, input.Columns)
            : Matrix.Create(input.Rows, input.Columns, (t, k) => double.IsFinite(recorded[t, k]) ? recorded[t, k] : 0);
        for (int t = 0; t < input.Rows; t++)
        {
            for (int k = 0; k < input.Columns; k++)
            {
                if (double.IsNaN(input[t, k]))
                {
                    y[t, k] = double.NaN;
                    continue;
                }

                double mean = LinkFunction.Mean(link, input[t, k] + Coupling(seen, t, k));
                y[t, k] = ResponseDraw.Next(rng, Observation.Family, Bounded(mean, t, k), Scales?[k] ?? Scale);
                seen[t, k] = y[t, k];
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
                    $"The activity blew up: the mean of neuron {Names?[k] ?? Invariant($"{k}")} at sample {t} is {mean:0.###e+00}, above {MaximumMean}, the most that is drawn from. Weaken the excitatory filters, add a refractory one, or use a softplus link."
                )
            );

    private void Check(Matrix input, Matrix? recorded)
    {
        int neurons = input.Columns;
        Require.SameSize(neurons, Filters.Count, "one row of filters per neuron");
        Require.SameSize(neurons, Scales?.Count ?? neurons, "one scale per neuron");
        Require.SameSize(neurons, Names?.Count ?? neurons, "one name per neuron");
        Require.SameSize(neurons, recorded?.Columns ?? neurons, "one column of what was recorded per neuron");
        Require.SameSize(input.Rows, recorded?.Rows ?? input.Rows, "one row of what was recorded per sample");
        foreach (IReadOnlyList<IReadOnlyList<double>?> row in Filters)
        {
            Require.SameSize(neurons, row.Count, "one filter per pair of neurons");
        }
    }
}
