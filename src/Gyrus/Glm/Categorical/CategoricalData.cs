using Gyrus.Glm.Features;
using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Glm.Categorical;

/// <summary>A design and the class of each of its samples: a choice, a stimulus, a state.</summary>
/// <remarks>Samples with a feature, offset or weight that is not finite do not count; fits say how many.</remarks>
public sealed record CategoricalData
{
    /// <summary>Gets the design.</summary>
    public required Design Design { get; init; }

    /// <summary>Gets the class of each sample, an index into <see cref="Classes"/>. A sample of weight 0 may hold any number.</summary>
    public required IReadOnlyList<int> Labels { get; init; }

    /// <summary>Gets the names of the classes, at least two, all different.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>Gets what is added to η: samples × classes, or null for none.</summary>
    public Matrix? Offset { get; init; }

    /// <summary>Gets the weights of the samples, not negative, or null for equal ones. The loss is their weighted mean.</summary>
    public IReadOnlyList<double>? Weights { get; init; }

    /// <summary>Gets the trial (epoch) of each sample, or null for one. Samples of a trial are neighbours; folds never split one.</summary>
    public IReadOnlyList<int>? Trials { get; init; }

    /// <summary>Labels by number: classes 0 … K − 1 are called by their numbers.</summary>
    /// <exception cref="ArgumentException">A label is negative, or a class in between has no sample.</exception>
    public static CategoricalData Of(Design design, IReadOnlyList<int> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var seen = new SortedSet<int>(labels);
        if (seen.Min < 0 || seen.Max != seen.Count - 1)
        {
            throw new ArgumentException(
                Invariant(
                    $"Labels must be the numbers 0 … K − 1, each with a sample, but they are {string.Join(", ", seen.Take(10))}{(seen.Count > 10 ? ", …" : "")}. Other numbers can be given as names."
                )
            );
        }

        return new CategoricalData
        {
            Design = design,
            Labels = labels,
            Classes = [.. seen.Select(static k => Invariant($"{k}"))],
        };
    }

    /// <summary>Labels by name.</summary>
    /// <param name="design">The design.</param>
    /// <param name="labels">The name of the class of each sample.</param>
    /// <param name="classes">The classes in the order wanted, those of a fit say, or null for the names that occur, sorted.</param>
    /// <exception cref="ArgumentException">A label is none of the classes.</exception>
    public static CategoricalData Of(Design design, IReadOnlyList<string> labels, IReadOnlyList<string>? classes = null)
    {
        ArgumentNullException.ThrowIfNull(labels);
        string[] names = classes is null
            ? [.. labels.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]
            : [.. classes];
        int[] numbers = [.. labels.Select(name => Array.IndexOf(names, name))];
        int unknown = Array.FindIndex(numbers, static k => k < 0);
        return unknown >= 0
            ? throw new ArgumentException(
                Invariant(
                    $"Sample {unknown} (from 0) has the label '{labels[unknown]}', but the classes are {string.Join(", ", names)}."
                )
            )
            : new CategoricalData
            {
                Design = design,
                Labels = numbers,
                Classes = names,
            };
    }

    /// <summary>Whether features, weight and offsets of a sample are finite.</summary>
    internal bool IsFinite(int sample)
    {
        bool finite = Design.ValidRows[sample] && double.IsFinite(Weights?[sample] ?? 1);
        for (int k = 0; Offset is not null && k < Classes.Count; k++)
        {
            finite &= double.IsFinite(Offset[sample, k]);
        }

        return finite;
    }

    /// <summary>The classes of the samples that count.</summary>
    internal SortedSet<int> Present() => [.. Labels.Where((_, i) => IsFinite(i) && (Weights?[i] ?? 1) > 0)];

    /// <summary>The names of the classes without a sample that counts.</summary>
    internal string[] Absent()
    {
        SortedSet<int> present = Present();
        return [.. Classes.Where((_, k) => !present.Contains(k))];
    }

    /// <summary>The same data in which only these samples count, those of them that are finite.</summary>
    internal CategoricalData Only(IEnumerable<int> rows)
    {
        double[] weights = new double[Design.Samples];
        foreach (int i in rows)
        {
            weights[i] = IsFinite(i) ? Weights?[i] ?? 1 : 0;
        }

        return this with
        {
            Weights = weights,
        };
    }
}
