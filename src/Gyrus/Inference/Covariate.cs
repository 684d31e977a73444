using static System.FormattableString;

namespace Gyrus.Inference;

/// <summary>A property of subjects that explains part of what is measured: an age, a mean displacement, a site.</summary>
public sealed record Covariate
{
    private Covariate(string name, IReadOnlyList<double>? numbers, IReadOnlyList<string>? labels)
    {
        Name = name;
        Numbers = numbers;
        Labels = labels;
    }

    /// <summary>Gets the name, used in messages and reports.</summary>
    public string Name { get; }

    /// <summary>Gets the numbers, one per subject, or null for a categorical covariate.</summary>
    public IReadOnlyList<double>? Numbers { get; }

    /// <summary>Gets the labels, one per subject, or null for a numeric covariate.</summary>
    public IReadOnlyList<string>? Labels { get; }

    /// <summary>Gets the number of subjects.</summary>
    public int Subjects => Numbers?.Count ?? Labels!.Count;

    /// <summary>Gets the different labels in ordinal order, the first of which is the reference; empty for a numeric covariate.</summary>
    public IReadOnlyList<string> Levels => Labels is null ? [] : [.. Labels.Distinct().Order(StringComparer.Ordinal)];

    /// <summary>A covariate of numbers: it enters as one column.</summary>
    /// <exception cref="ArgumentException">A number is not finite.</exception>
    public static Covariate Numeric(string name, IReadOnlyList<double> numbers)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(numbers);
        for (int k = 0; k < numbers.Count; k++)
        {
            if (!double.IsFinite(numbers[k]))
            {
                throw new ArgumentException(
                    Invariant($"The covariate '{name}' must be finite, but is {numbers[k]} for subject {k}.")
                );
            }
        }

        return new Covariate(name, numbers, null);
    }

    /// <summary>A covariate of labels: it enters as one column of 0 and 1 for each level but the first.</summary>
    public static Covariate Categorical(string name, IReadOnlyList<string> labels)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(labels);
        return new Covariate(name, null, labels);
    }

    /// <summary>The columns, with their names; a label that is not among the levels is refused.</summary>
    internal IEnumerable<(string Name, double[] Values)> Columns(IReadOnlyList<string> levels)
    {
        if (Numbers is not null)
        {
            return [(Name, [.. Numbers])];
        }

        for (int k = 0; k < Labels!.Count; k++)
        {
            if (!levels.Contains(Labels[k]))
            {
                throw new ArgumentException(
                    Invariant(
                        $"The covariate '{Name}' is '{Labels[k]}' for subject {k}, but it was fitted on {string.Join(", ", levels.Select(l => $"'{l}'"))} only."
                    )
                );
            }
        }

        return levels
            .Skip(1)
            .Select(level => ($"{Name} = {level}", (double[])[.. Labels.Select(label => label == level ? 1.0 : 0.0)]));
    }
}
