namespace Gyrus.Pipelines.EncodingModels;

/// <summary>Says that the response of an encoding model is a class (a choice, a stimulus, a state), not a number.</summary>
public sealed record CategoricalResponse
{
    /// <summary>Gets the classes in the order wanted, or null for the labels that occur: in the order of their numbers where all are numbers, else of their letters.</summary>
    /// <exception cref="ArgumentException">There are fewer than two, or a name comes twice.</exception>
    public IReadOnlyList<string>? Classes
    {
        get;
        init =>
            field =
                value is null || (value.Count >= 2 && value.Distinct(StringComparer.Ordinal).Count() == value.Count)
                    ? value
                    : throw new ArgumentException(
                        $"Classes must be at least two different names, but they are {string.Join(", ", value.Select(c => $"'{c}'"))}."
                    );
    }
}
