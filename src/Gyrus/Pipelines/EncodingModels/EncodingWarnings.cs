using Gyrus.Glm;
using static System.FormattableString;

namespace Gyrus.Pipelines.EncodingModels;

/// <summary>What readers should know of the neurons, each sentence once: of many neurons most warnings are the same.</summary>
internal static class EncodingWarnings
{
    private const int MostNames = 5;

    /// <summary>The warnings of every part of a result, with the neurons that they are about.</summary>
    public static IEnumerable<string> Of(EncodingResult result) =>
        Grouped(Each(result).Select(w => (w.Neuron, w.Sentence)));

    /// <summary>The same, each with its neuron, each once.</summary>
    public static IEnumerable<NeuronWarning> Each(EncodingResult result) =>
        (
            (IEnumerable<(string Neuron, string Sentence)>)
                [
                    .. Circular(result),
                    .. result.OwnDesignWarnings.SelectMany((own, k) => Each(result.Neurons[k], own)),
                    .. result.CrossValidations.Count == 0
                        ? result.AllFits.GroupBy(f => f.Neuron).SelectMany(g => Each(g.Key, [.. Late([.. g])]))
                        : [],
                    .. result.Fits.SelectMany(f => Each(f.Neuron, f.Warnings)),
                    .. result.Paths.SelectMany(p => p.Fits).SelectMany(f => Each(f.Neuron, f.Warnings)),
                    .. result.CrossValidations.SelectMany(c => Each(c.Neuron, c.Warnings)),
                    .. result.Nested.SelectMany(n => Each(n.Neuron, n.Warnings)),
                    .. result.Stabilities.SelectMany(s => Each(s.Neuron, s.Warnings)),
                    .. result.Comparisons.SelectMany(c => Each(c.Neuron, c.Warnings)),
                    .. result.Refits.SelectMany(r => r is null ? [] : Each(r.Fit.Neuron, r.Warnings)),
                ]
        )
            .Distinct()
            .Select(w => new NeuronWarning(w.Neuron, w.Sentence));

    /// <summary>What is to be said of fits of one response that did not reach their certificate: the one of <c>fit</c>, or those of a path. A cross-validation says its own.</summary>
    internal static IEnumerable<string> Late(IReadOnlyList<BlockFit> fits)
    {
        int late = fits.Count(static f => !f.Convergence.Converged);
        if (late > 0)
        {
            yield return fits.Count == 1
                ? "The fit did not reach its tolerance, so that its coefficients may be off: the largest gap says how far."
                : Invariant(
                    $"{late} of {fits.Count} fits of the path did not reach their tolerance: their coefficients may be off."
                );
        }
    }

    /// <summary>One line per sentence, in the order of their first neurons.</summary>
    internal static IEnumerable<string> Grouped(IEnumerable<(string Neuron, string Sentence)> warnings) =>
        warnings.Distinct().GroupBy(w => w.Sentence, w => w.Neuron).Select(g => $"{Names([.. g])}: {g.Key}");

    /// <summary>Neurons that a feature lets see the very counts that it is to explain, or those after them.</summary>
    private static IEnumerable<(string Neuron, string Sentence)> Circular(EncodingResult result) =>
        from feature in result.Model.Features
        where !feature.SeesThePastOnly
        from column in feature.Covariates.SelectMany(result.Recording.ColumnsOf)
        where column.Column >= result.Recording.CovariateNames.Count && result.Neurons.Contains(column.Name)
        select (
            column.Name,
            $"the feature '{feature.Name}' sees the neuron's own count in the bin that it is to explain, or in later ones, so that the neuron explains itself. A causal window (or '{EncodingFeature.Self}') sees the bins before only."
        );

    private static IEnumerable<(string Neuron, string Sentence)> Each(string neuron, IReadOnlyList<string> warnings) =>
        warnings.Select(w => (neuron, w));

    private static string Names(string[] neurons) =>
        neurons.Length == 1
            ? neurons[0]
            : Invariant(
                $"{neurons.Length} neurons ({string.Join(", ", neurons.Take(MostNames))}{(neurons.Length > MostNames ? ", …" : "")})"
            );
}
