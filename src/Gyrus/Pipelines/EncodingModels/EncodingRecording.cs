using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Pipelines.EncodingModels;

/// <summary>What was recorded: the responses of neurons and the covariates, bin by bin.</summary>
public sealed record EncodingRecording
{
    /// <summary>Gets the names of the neurons.</summary>
    public required IReadOnlyList<string> Neurons { get; init; }

    /// <summary>Gets the responses. Shape: bins × neurons; NaN where there is none.</summary>
    public required Matrix Responses { get; init; }

    /// <summary>Gets the class of each bin, null where there is none, where the response is a class; null where responses are numbers. It is then one response, and no covariate.</summary>
    public IReadOnlyList<string?>? Labels { get; init; }

    /// <summary>Gets the names of the covariates, in the order of the files.</summary>
    public required IReadOnlyList<string> CovariateNames { get; init; }

    /// <summary>Gets the covariates. Shape: bins × covariates; NaN where there is no value.</summary>
    public required Matrix Covariates { get; init; }

    /// <summary>Gets what is added to the linear predictor, one per bin, or null for nothing.</summary>
    public IReadOnlyList<double>? Offset { get; init; }

    /// <summary>Gets the trial of each bin, bins of one being neighbours, or null for one.</summary>
    public IReadOnlyList<int>? Trials { get; init; }

    /// <summary>Gets the width of a bin in seconds, or null where it is not known.</summary>
    public double? BinWidthSeconds { get; init; }

    /// <summary>Gets what a reader should know of the files.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Gets the number of bins.</summary>
    public int Bins => Responses.Rows;

    /// <summary>The columns that some names stand for, as one matrix. Neurons are covariates too.</summary>
    /// <param name="names">The names; one that ends in * stands for all that begin so.</param>
    /// <returns>The names of the columns, and the columns. Shape: bins × columns.</returns>
    /// <exception cref="ArgumentException">Nothing has the name.</exception>
    public (IReadOnlyList<string> Names, Matrix Columns) Find(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var found = new List<(string Name, Matrix From, int Column)>();
        foreach (string name in names)
        {
            int before = found.Count;
            found.AddRange(Matches(name, CovariateNames, Covariates));
            if (Labels is null)
            {
                found.AddRange(Matches(name, Neurons, Responses).Where(m => !CovariateNames.Contains(m.Name)));
            }

            if (found.Count == before)
            {
                throw new ArgumentException(
                    Invariant(
                        $"The recording has no covariate '{name}'. It has: {string.Join(", ", CovariateNames.Concat(Neurons).Distinct().Take(30))}."
                    )
                );
            }
        }

        return (
            [.. found.Select(f => f.Name)],
            Matrix.Create(Bins, found.Count, (i, j) => found[j].From[i, found[j].Column])
        );
    }

    /// <summary>The same recording of some neurons alone, in the order given; the others are covariates no more.</summary>
    /// <exception cref="ArgumentException">The recording has no such neuron.</exception>
    public EncodingRecording Only(IReadOnlyList<string> neurons)
    {
        ArgumentNullException.ThrowIfNull(neurons);
        Dictionary<string, int> places = Neurons.Index().ToDictionary(static n => n.Item, static n => n.Index);
        return neurons.FirstOrDefault(n => !places.ContainsKey(n)) is { } absent
            ? throw new ArgumentException(
                $"The recording has no responses of '{absent}', which the fitted model is of: its features are of all neurons that it was fitted with."
            )
            : this with
            {
                Neurons = [.. neurons],
                Responses = Responses.Select([.. Enumerable.Range(0, Bins)], [.. neurons.Select(n => places[n])]),
            };
    }

    /// <summary>The responses of a neuron, or of all others. Shape: bins × 1, or bins × (neurons − 1).</summary>
    internal (IReadOnlyList<string> Names, Matrix Columns) Beside(string neuron, bool isSelf)
    {
        int[] places = [.. Neurons.Index().Where(n => (n.Item == neuron) == isSelf).Select(n => n.Index)];
        return (Labels, places) switch
        {
            (not null, _) => throw new ArgumentException(
                $"'{EncodingFeature.Self}' and '{EncodingFeature.Others}' are counts of neurons, but the response is a class."
            ),
            (_, []) => throw new ArgumentException(
                isSelf
                    ? $"The recording has no neuron '{neuron}'."
                    : $"'{EncodingFeature.Others}' needs at least two neurons, but the recording has one, '{neuron}'."
            ),
            _ => ([.. places.Select(k => Neurons[k])], Responses.Select([.. Enumerable.Range(0, Bins)], places)),
        };
    }

    /// <summary>The places of some neurons, in the order of the recording.</summary>
    /// <param name="names">Their names, in any order, or null for all neurons.</param>
    /// <exception cref="ArgumentException">No name is given, or the recording has no such neuron.</exception>
    public IReadOnlyList<int> PlacesOf(IReadOnlyList<string>? names)
    {
        if (names is null)
        {
            return [.. Enumerable.Range(0, Neurons.Count)];
        }

        var wanted = new HashSet<string>(names, StringComparer.Ordinal);
        if (wanted.Count == 0)
        {
            throw new ArgumentException("Expected at least one neuron to model, but none is named.");
        }

        var known = new HashSet<string>(Neurons, StringComparer.Ordinal);
        if (names.FirstOrDefault(n => !known.Contains(n)) is { } absent)
        {
            throw new ArgumentException(
                Invariant(
                    $"The recording has no neuron '{absent}'. It has {Neurons.Count}: {string.Join(", ", Neurons.Take(30))}{(Neurons.Count > 30 ? ", …" : "")}."
                )
            );
        }

        return [.. Neurons.Index().Where(n => wanted.Contains(n.Item)).Select(n => n.Index)];
    }

    private static IEnumerable<(string Name, Matrix From, int Column)> Matches(
        string pattern,
        IReadOnlyList<string> names,
        Matrix values
    ) => names.Index().Where(n => EncodingFeature.Means(pattern, n.Item)).Select(n => (n.Item, values, n.Index));
}
