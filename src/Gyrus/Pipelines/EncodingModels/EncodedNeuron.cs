using Gyrus.Glm;

namespace Gyrus.Pipelines.EncodingModels;

/// <summary>What became of one neuron, in a few numbers; NaN for those that were not asked for.</summary>
public sealed record EncodedNeuron
{
    /// <summary>Gets the name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the blocks that are in its final model, are stable, or were kept by the comparison.</summary>
    public required IReadOnlyList<string> Selected { get; init; }

    /// <summary>Gets the strength of the final fit, or NaN.</summary>
    public required double Strength { get; init; }

    /// <summary>Gets the bits per spike of the final fit on the samples it was fitted to, or NaN.</summary>
    public required double BitsPerSpike { get; init; }

    /// <summary>Gets the number of penalised fits that are part of the result, as in <see cref="EncodingResult.AllFits"/>.</summary>
    public required int Fits { get; init; }

    /// <summary>Gets the largest certificate of those fits, or NaN where there is none.</summary>
    public required double LargestGap { get; init; }

    /// <summary>Gets a value indicating whether every fit, those of folds, halves and shifts and the refit included, reached its certificate, as in <see cref="EncodingResult.Converged"/>.</summary>
    public required bool Converged { get; init; }

    internal static EncodedNeuron Of(EncodingResult result, int neuron)
    {
        GlmFit? final = result.Fits.ElementAtOrDefault(neuron);
        IReadOnlyList<GlmFit> fits =
            result.Paths.Count > 0 ? result.Paths[neuron].Fits
            : final is null ? []
            : [final];
        return new EncodedNeuron
        {
            Name = result.Neurons[neuron],
            Selected =
                result.Comparisons.ElementAtOrDefault(neuron)?.Selected
                ?? result.Stabilities.ElementAtOrDefault(neuron)?.Selected
                ?? final?.Selected
                ?? [],
            Strength = final?.Model.Regularizer.Strength ?? double.NaN,
            BitsPerSpike = result.Scores.ElementAtOrDefault(neuron)?.BitsPerSpike ?? double.NaN,
            Fits = fits.Count,
            LargestGap = fits.Select(f => f.Convergence.Certificate).DefaultIfEmpty(double.NaN).Max(),
            Converged =
                fits.All(f => f.Convergence.Converged)
                && result.CrossValidations.ElementAtOrDefault(neuron) is null or { LateFoldFits: 0 }
                && result.Nested.ElementAtOrDefault(neuron) is null or { LateFits: 0 }
                && result.Stabilities.ElementAtOrDefault(neuron) is null or { LateFits: 0 }
                && result.Comparisons.ElementAtOrDefault(neuron) is null or { LateFits: 0 }
                && result.Refits.ElementAtOrDefault(neuron) is null or { IsLate: false },
        };
    }
}
