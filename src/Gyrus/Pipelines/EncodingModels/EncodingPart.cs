using static System.FormattableString;

namespace Gyrus.Pipelines.EncodingModels;

/// <summary>What is said of the result of some neurons of a recording, so that the results of all can be joined.</summary>
public sealed record EncodingPart
{
    private const string NeuronsOption = "neurons";

    /// <summary>Gets the names of all neurons of the recording, in its order.</summary>
    public required IReadOnlyList<string> Recorded { get; init; }

    /// <summary>Gets the neurons that were modelled, in the order of the recording.</summary>
    public required IReadOnlyList<EncodedNeuron> Neurons { get; init; }

    /// <summary>Gets what a reader should know of the recording and the design.</summary>
    public required IReadOnlyList<string> DesignWarnings { get; init; }

    /// <summary>Gets what a reader should know of the neurons.</summary>
    public required IReadOnlyList<NeuronWarning> NeuronWarnings { get; init; }

    /// <summary>Gets where the result comes from.</summary>
    public required Provenance Provenance { get; init; }

    /// <summary>What is to be said of a result.</summary>
    /// <exception cref="ArgumentException">It does not say where it comes from.</exception>
    public static EncodingPart Of(EncodingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new EncodingPart
        {
            Recorded = result.Recording.Neurons,
            Neurons = [.. Enumerable.Range(0, result.Neurons.Count).Select(k => EncodedNeuron.Of(result, k))],
            DesignWarnings = [.. result.SharedWarnings],
            NeuronWarnings = [.. EncodingWarnings.Each(result)],
            Provenance =
                result.Provenance
                ?? throw new ArgumentException("A part of a study needs its provenance, but the result has none."),
        };
    }

    /// <summary>One part of all neurons of several.</summary>
    /// <param name="parts">The parts with their names, for messages. At least one.</param>
    /// <exception cref="ArgumentException">There is none, two hold the same neuron, or they come from different work: verb, version, linear algebra, seed, options, inputs or neurons of the recording.</exception>
    public static EncodingPart Join(IReadOnlyList<(string Name, EncodingPart Part)> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Count == 0)
        {
            throw new ArgumentException("There is nothing to join: no part.");
        }

        (string firstName, EncodingPart first) = parts[0];
        var holders = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, EncodingPart part) in parts)
        {
            if (Difference(first, part) is { } difference)
            {
                throw new ArgumentException(
                    $"{name}: expected a part of the same work as {firstName}, but {difference} differ."
                );
            }

            foreach (EncodedNeuron neuron in part.Neurons)
            {
                if (!holders.TryAdd(neuron.Name, name))
                {
                    throw new ArgumentException(
                        $"{name}: the neuron '{neuron.Name}' is in {holders[neuron.Name]} already."
                    );
                }
            }
        }

        Dictionary<string, int> order = Order(first.Recorded);
        return first with
        {
            Neurons = [.. parts.SelectMany(p => p.Part.Neurons).OrderBy(n => order[n.Name])],
            NeuronWarnings = [.. parts.SelectMany(p => p.Part.NeuronWarnings).OrderBy(w => order[w.Neuron])],
            Provenance = first.Provenance with
            {
                Options = OptionsOf(first.Provenance),
                Started = null,
                Seconds = null,
            },
        };
    }

    /// <summary>Whether every fit of every neuron reached its certificate.</summary>
    public bool HasConverged() => Neurons.All(n => n.Converged);

    /// <summary>The largest certificate of all fits, or NaN where there is none.</summary>
    public double LargestGap() =>
        Neurons.Select(n => n.LargestGap).Where(g => !double.IsNaN(g)).DefaultIfEmpty(double.NaN).Max();

    /// <summary>The warnings, each sentence once, with the neurons that it is about, and which neurons of the recording are missing.</summary>
    public IReadOnlyList<string> Warnings()
    {
        string[] missing = [.. Recorded.Except(Neurons.Select(n => n.Name))];
        return
        [
            .. missing.Length > 0
                ?
                [
                    Invariant(
                        $"{missing.Length} of {Recorded.Count} neurons of the recording are in no part: {string.Join(", ", missing.Take(8))}{(missing.Length > 8 ? ", …" : "")}."
                    ),
                ]
                : (string[])[],
            .. DesignWarnings,
            .. EncodingWarnings.Grouped(NeuronWarnings.Select(w => (w.Neuron, w.Sentence))),
        ];
    }

    /// <summary>What is not whole, in a phrase, or null: for parts that were read.</summary>
    public string? Fault() =>
        Neurons.Count == 0 ? "it holds no neuron"
        : Recorded.Distinct().Count() != Recorded.Count ? "two neurons of the recording have the same name"
        : Neurons.Select(n => n.Name).Concat(NeuronWarnings.Select(w => w.Neuron)).Except(Recorded).FirstOrDefault()
            is { } stranger
            ? $"'{stranger}' is not among the neurons of the recording"
        : null;

    private static string? Difference(EncodingPart a, EncodingPart b)
    {
        (Provenance p, Provenance q) = (a.Provenance, b.Provenance);
        return p.Command != q.Command ? $"the verbs ({p.Command}; {q.Command})"
            : p.Version != q.Version ? $"the versions of Gyrus ({p.Version}; {q.Version})"
            : p.LinearAlgebra != q.LinearAlgebra ? $"the linear algebras ({p.LinearAlgebra}; {q.LinearAlgebra})"
            : p.Seed != q.Seed ? "the seeds"
            : !OptionsOf(p).SequenceEqual(OptionsOf(q)) ? "the options"
            : !p.Inputs.SequenceEqual(q.Inputs) ? "the model or its data files"
            : !a.Recorded.SequenceEqual(b.Recorded) ? "the neurons of the recordings"
            : null;
    }

    private static SortedDictionary<string, string> OptionsOf(Provenance provenance) =>
        new(
            provenance.Options.Where(o => o.Key != NeuronsOption).ToDictionary(o => o.Key, o => o.Value),
            StringComparer.Ordinal
        );

    private static Dictionary<string, int> Order(IReadOnlyList<string> names) =>
        names.Index().ToDictionary(n => n.Item, n => n.Index, StringComparer.Ordinal);
}
