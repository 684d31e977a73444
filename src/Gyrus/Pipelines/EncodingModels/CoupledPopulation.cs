using Gyrus.Glm;
using Gyrus.Glm.Features;
using Gyrus.Glm.Simulation;
using Gyrus.Numerics;

namespace Gyrus.Pipelines.EncodingModels;

/// <summary>Fitted neurons whose features are of themselves and of each other, on a recording: η = input + what the filters make of the responses before.</summary>
/// <remarks>
/// A bin has an input where every feature of the fit has a value there, so a trial begins without: its first bins, as long as the longest window, are
/// taken as recorded, and what follows runs freely. Neurons that were not fitted stay as recorded.
/// </remarks>
public sealed record CoupledPopulation
{
    /// <summary>Gets the names of the neurons, fitted or not.</summary>
    public required IReadOnlyList<string> Neurons { get; init; }

    /// <summary>Gets η without history and coupling. Shape: bins × neurons; NaN where a feature has no value, and for neurons without a fit.</summary>
    public required Matrix Input { get; init; }

    /// <summary>Gets the filters: entry [j][k] is the effect of a response of neuron j on η of neuron k at lags of 1, 2, … bins, or null for none.</summary>
    public required IReadOnlyList<IReadOnlyList<IReadOnlyList<double>?>> Filters { get; init; }

    /// <summary>Gets what was recorded. Shape: bins × neurons.</summary>
    public required Matrix Recorded { get; init; }

    /// <summary>Gets the scale of each neuron; 1 for neurons without a fit.</summary>
    public required IReadOnlyList<double> Scales { get; init; }

    /// <summary>Gets the observation model of the fits.</summary>
    public required ObservationModel Observation { get; init; }

    /// <summary>The fits on a recording.</summary>
    /// <param name="model">The model of the fits.</param>
    /// <param name="recording">The recording, of the neurons that the model was fitted with (<see cref="EncodingRecording.Only"/>).</param>
    /// <param name="fits">The fits of some or all of them. At least one.</param>
    /// <exception cref="ArgumentException">There is no fit, or the recording has not the covariates of the model.</exception>
    public static CoupledPopulation Of(EncodingModel model, EncodingRecording recording, IReadOnlyList<GlmFit> fits)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(fits);
        if (fits.Count == 0)
        {
            throw new ArgumentException("A coupled population needs at least one fit.");
        }

        int neurons = recording.Neurons.Count;
        Dictionary<string, int> places = recording.Neurons.Index().ToDictionary(n => n.Item, n => n.Index);
        var input = Matrix.Create(recording.Bins, neurons, static (_, _) => double.NaN);
        double[]?[][] filters = [.. Enumerable.Range(0, neurons).Select(_ => new double[]?[neurons])];
        double[] scales = [.. Enumerable.Repeat(1.0, neurons)];
        foreach (GlmFit fit in fits)
        {
            int k = places[fit.Neuron];
            GlmData data = model.On(recording, fit.Blocks, fit.Neuron);
            double[] alone = [.. fit.Coefficients];
            foreach ((FeatureBlock block, _) in Relative(model, recording.Neurons, fit))
            {
                alone.AsSpan(block.Start, block.Count).Clear();
            }

            foreach ((int j, double[]? filter) in FiltersOf(model, recording.Neurons, fit).Index())
            {
                filters[j][k] = filter;
            }

            (fit with { Coefficients = alone }).Predictor(data.Design, data.OffsetOf(k)).CopyTo(input.MutableColumn(k));
            scales[k] = fit.Scale > 0 ? fit.Scale : 1;
        }

        return new CoupledPopulation
        {
            Neurons = recording.Neurons,
            Input = input,
            Filters = filters,
            Recorded = recording.Responses,
            Scales = scales,
            Observation = fits[0].Model.Observation,
        };
    }

    /// <summary>What one response of each neuron adds to η of a fitted one at lags of 1, 2, … bins; null where that is nothing.</summary>
    /// <param name="model">The model of the fit.</param>
    /// <param name="population">The names of all neurons that the model was fitted with.</param>
    /// <param name="fit">The fit.</param>
    public static IReadOnlyList<double[]?> FiltersOf(EncodingModel model, IReadOnlyList<string> population, GlmFit fit)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(population);
        ArgumentNullException.ThrowIfNull(fit);
        var filters = new Dictionary<string, double[]?>(StringComparer.Ordinal);
        foreach ((FeatureBlock block, IReadOnlyList<string> sources) in Relative(model, population, fit))
        {
            Matrix kernel = ((WindowBasis)block.Basis!.Basis).Kernel();
            foreach ((int channel, string source) in sources.Index())
            {
                ReadOnlySpan<double> weights = fit
                    .Coefficients.Skip(block.Start + (channel * kernel.Columns))
                    .Take(kernel.Columns)
                    .ToArray();
                filters[source] = Added(filters.GetValueOrDefault(source), kernel, weights);
            }
        }

        return [.. population.Select(filters.GetValueOrDefault)];
    }

    /// <summary>Draws the responses of the fitted neurons, bin by bin: history and coupling see what was drawn.</summary>
    /// <param name="seed">The seed of the draws.</param>
    /// <returns>Shape: bins × neurons; NaN where there is no input.</returns>
    /// <exception cref="InvalidOperationException">The activity blew up.</exception>
    public Matrix Draw(ulong seed) =>
        new RecurrentSimulation
        {
            Observation = Observation,
            Filters = Filters,
            Scales = Scales,
            Names = Neurons,
        }.Draw(Input, seed, Recorded);

    /// <summary>The blocks of the neuron itself and of the others, each with the neurons that its channels are of.</summary>
    private static IEnumerable<(FeatureBlock Block, IReadOnlyList<string> Sources)> Relative(
        EncodingModel model,
        IReadOnlyList<string> population,
        GlmFit fit
    ) =>
        from feature in model.Features
        where feature.IsRelative
        let isSelf = feature.Covariates is [[EncodingFeature.Self]]
        let sources = population.Where(n => (n == fit.Neuron) == isSelf).ToArray()
        from name in feature.BlocksOf(population, fit.Neuron).Index()
        select (
            fit.Blocks.First(b => b.Name == name.Item),
            (IReadOnlyList<string>)(feature.IsSplit ? [sources[name.Index]] : sources)
        );

    /// <summary>A causal window has its kernel at lags 1 … W.</summary>
    private static double[]? Added(double[]? filter, Matrix kernel, ReadOnlySpan<double> weights)
    {
        if (!weights.ContainsAnyExcept(0.0))
        {
            return filter;
        }

        double[] sum = new double[Math.Max(kernel.Rows, filter?.Length ?? 0)];
        filter?.CopyTo(sum, 0);
        for (int f = 0; f < kernel.Columns; f++)
        {
            for (int d = 0; d < kernel.Rows; d++)
            {
                sum[d] += kernel[d, f] * weights[f];
            }
        }

        return sum;
    }
}
