using Gyrus.Covariance.Cleaning;

namespace Gyrus.Pipelines.NoiseCleaning;

/// <summary>The methods that the experiment runs where none are named.</summary>
public static class ExperimentMethods
{
    /// <summary>
    /// The names of every entry of the catalogue that takes one subject, each of its variants too; slow ones only when asked for.
    /// </summary>
    public static IReadOnlyList<string> Default(bool slow = false) =>
        [
            .. EstimatorCatalogue
                .All.Where(e => e.Create is not null && (slow || !e.Slow))
                .SelectMany(e => e.Variants.Select(v => NameOf(e, v))),
        ];

    /// <summary>Of names without a variant, those that the catalogue has, with their variants.</summary>
    public static IReadOnlyList<string> WithVariants(IReadOnlyList<string> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return
        [
            .. EstimatorCatalogue
                .All.Where(e => e.Create is not null && entries.Contains(e.Name))
                .SelectMany(e => e.Variants.Select(v => NameOf(e, v))),
        ];
    }

    private static string NameOf(CatalogueEntry entry, EstimatorVariant variant) =>
        variant switch
        {
            EstimatorVariant.Printed => entry.Name + "@printed",
            EstimatorVariant.Released => entry.Name + "@released",
            _ => entry.Name,
        };
}
