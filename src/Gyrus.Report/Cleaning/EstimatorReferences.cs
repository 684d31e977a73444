using System.Text.RegularExpressions;
using Gyrus.Covariance.Cleaning;
using Gyrus.Report.Pages;

namespace Gyrus.Report.Cleaning;

/// <summary>The sources of estimators, as references with links where there is a DOI.</summary>
internal static partial class EstimatorReferences
{
    public static Reference[] Of(IEnumerable<CatalogueEntry> entries) =>
        [
            .. entries
                .SelectMany(e =>
                    e.Source.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                )
                .Distinct()
                .Select(Of),
            new Reference(
                "Ibáñez-Berganza et al. (2023). Noise cleaning the precision matrix of short time series. Physical Review E 108:024313."
            )
            {
                Doi = "10.1103/PhysRevE.108.024313",
            },
        ];

    /// <summary>"Ledoit and Wolf 2004, doi:10.…" gives the text and the DOI.</summary>
    private static Reference Of(string source)
    {
        Match doi = Doi().Match(source);
        return doi.Success
            ? new Reference(source[..doi.Index].TrimEnd(' ', ',') + source[(doi.Index + doi.Length)..] + ".")
            {
                Doi = doi.Groups[1].Value,
            }
            : new Reference(source + ".");
    }

    [GeneratedRegex(@"doi:(10\.\S+?)(?=[,.]?(\s|$))", RegexOptions.CultureInvariant)]
    private static partial Regex Doi();
}
