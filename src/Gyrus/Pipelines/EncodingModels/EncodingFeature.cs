using Gyrus.Glm.Features;

namespace Gyrus.Pipelines.EncodingModels;

/// <summary>A block of an encoding model as it is declared: a basis of named covariates.</summary>
/// <remarks>
/// The words <see cref="Self"/> and <see cref="Others"/> name no column: they stand for the responses of the neuron that is modelled, and for those of
/// all other neurons of the recording, in a causal window. Every neuron then has a design of its own.
/// </remarks>
public sealed record EncodingFeature
{
    /// <summary>The covariate that is the neuron's own responses: its history.</summary>
    public const string Self = "self";

    /// <summary>The covariate that is the responses of all other neurons: coupling. Split, it is a block per neuron, which a group lasso keeps or drops one by one.</summary>
    public const string Others = "others";

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

    /// <summary>Gets a value indicating whether the covariate is <see cref="Self"/> or <see cref="Others"/>, so that the design differs between neurons.</summary>
    public bool IsRelative => Covariates is [[Self]] or [[Others]];

    /// <summary>Gets a value indicating whether a bin sees nothing of its own covariates, only those of the bins before it.</summary>
    public bool SeesThePastOnly => Basis is WindowBasis { Causality: Causality.Causal, Shift: not false };

    /// <summary>What is wrong with a feature of the neuron itself or of the others, in a phrase, or null.</summary>
    public string? Fault() =>
        !Covariates.Any(static c => c.Contains(Self) || c.Contains(Others)) ? null
        : !IsRelative
            ? $"'{Self}' and '{Others}' stand alone, neither in a list of covariates nor in a product of bases"
        : !SeesThePastOnly
            ? $"'{Covariates[0][0]}' needs a causal window, which sees the bins before its own only: a 'window', or the basis 'history'"
        : IsSplit && Covariates is [[Self]] ? $"'{Self}' is one column and cannot be split"
        : null;

    /// <summary>The names of the blocks that a feature of the neuron itself or of the others has in the design of a neuron.</summary>
    /// <param name="population">The names of all neurons.</param>
    /// <param name="neuron">The neuron.</param>
    public IReadOnlyList<string> BlocksOf(IReadOnlyList<string> population, string neuron)
    {
        ArgumentNullException.ThrowIfNull(population);
        return IsSplit ? [.. population.Where(n => n != neuron).Select(BlockOf)] : [Name];
    }

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
