using static System.FormattableString;

namespace Gyrus.Covariance.Cleaning;

/// <summary>Every estimator of noise-cleaned covariances by its name.</summary>
/// <remarks>
/// A name may be followed by <c>@printed</c> or <c>@released</c> (see <see cref="EstimatorVariant"/>) and, where there is a search, by
/// <c>:likelihood</c>, <c>:pseudo</c> or <c>:completion</c>: <c>pca-cv@released:completion</c>.
/// </remarks>
public static partial class EstimatorCatalogue
{
    private static readonly (string Word, EstimatorVariant Variant)[] VariantWords =
    [
        ("right", EstimatorVariant.Right),
        ("printed", EstimatorVariant.Printed),
        ("released", EstimatorVariant.Released),
    ];

    private static readonly (string Word, CleaningCriterion Criterion)[] CriterionWords =
    [
        ("likelihood", CleaningCriterion.LogLikelihood),
        ("pseudo", CleaningCriterion.PseudoLogLikelihood),
        ("completion", CleaningCriterion.CompletionError),
    ];

    /// <summary>Gets the entries, in the order of tables.</summary>
    public static IReadOnlyList<CatalogueEntry> All { get; } =
    [.. Automatic(), .. Spectral(), .. Iterative(), .. Resampled(), .. Grouped()];

    /// <summary>The estimator of a name, with the settings where the name says nothing.</summary>
    /// <exception cref="ArgumentException">There is no such name, variant or criterion, or the estimator has none; the message lists what there is.</exception>
    public static NamedEstimator Parse(string name, EstimatorSettings? settings = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        settings ??= new EstimatorSettings();
        (string rest, string? criterion) = Cut(name, ':');
        (string key, string? variant) = Cut(rest, '@');
        CatalogueEntry entry =
            All.FirstOrDefault(e => e.Name == key)
            ?? throw new ArgumentException(
                Invariant(
                    $"Expected an estimator, but got '{key}'; there are {string.Join(", ", All.Select(e => e.Name))}."
                )
            );
        if (variant is not null)
        {
            EstimatorVariant chosen = Word(VariantWords, variant, name);
            settings = entry.Variants.Contains(chosen)
                ? settings with
                {
                    Variant = chosen,
                }
                : throw new ArgumentException(
                    Invariant($"{name}: {key} has no form of its own '{variant}'; it is the same in text and program.")
                );
        }

        if (criterion is not null)
        {
            settings = entry.Searches
                ? settings with
                {
                    Criterion = Word(CriterionWords, criterion, name),
                }
                : throw new ArgumentException(Invariant($"{name}: {key} searches nothing, so it has no criterion."));
        }

        return new NamedEstimator(name, entry, settings);
    }

    private static (string Before, string? After) Cut(string text, char at)
    {
        int i = text.IndexOf(at);
        return i < 0 ? (text, null) : (text[..i], text[(i + 1)..]);
    }

    private static T Word<T>((string Word, T Value)[] words, string word, string name)
    {
        foreach ((string known, T value) in words)
        {
            if (known == word)
            {
                return value;
            }
        }

        throw new ArgumentException(
            Invariant($"{name}: expected one of {string.Join(", ", words.Select(w => w.Word))}, but got '{word}'.")
        );
    }
}
