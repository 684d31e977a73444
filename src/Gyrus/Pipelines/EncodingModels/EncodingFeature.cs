using Gyrus.Glm.Features;

namespace Gyrus.Pipelines.EncodingModels;

/// <summary>A block of an encoding model as it is declared: a basis of named covariates.</summary>
public sealed record EncodingFeature
{
    /// <summary>Gets the name of the block, unique in the model.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the basis.</summary>
    public required Basis Basis { get; init; }

    /// <summary>
    /// Gets the covariates of the basis by name: one list per input of the basis, each of one column or several; a name that ends in * stands
    /// for all that begin so.
    /// </summary>
    public required IReadOnlyList<IReadOnlyList<string>> Covariates { get; init; }

    /// <summary>Gets a value indicating whether each column of the covariate becomes a block of its own, named <c>block:column</c>. False.</summary>
    public bool IsSplit { get; init; }

    /// <summary>The name of the block of one column, where the feature is split.</summary>
    public string BlockOf(string column) => $"{Name}:{column}";

    /// <summary>Whether a block of a design is of this feature.</summary>
    public bool Owns(string block)
    {
        ArgumentNullException.ThrowIfNull(block);
        return block == Name || (IsSplit && block.StartsWith(BlockOf(""), StringComparison.Ordinal));
    }

    /// <summary>Whether a name is meant by a word of a model: the name itself, or its beginning and a *.</summary>
    public static bool Means(string word, string name)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(name);
        return word.EndsWith('*') ? name.StartsWith(word[..^1], StringComparison.Ordinal) : name == word;
    }
}
