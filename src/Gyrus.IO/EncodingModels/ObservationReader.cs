using System.Text.Json;
using Gyrus.Glm;
using Gyrus.Pipelines.EncodingModels;

namespace Gyrus.IO.EncodingModels;

/// <summary>Reads the observation model of a model file.</summary>
internal static class ObservationReader
{
    /// <summary>The families; null for classes, which have softmax regression.</summary>
    private static readonly Dictionary<string, Family?> Families = new(
        Words<Family>().Select(static w => KeyValuePair.Create(w.Key, (Family?)w.Value))
    )
    {
        ["categorical"] = null,
    };

    private static readonly Dictionary<string, Link> Links = Words<Link>();

    /// <summary>Reads <c>observation</c>: the family, or an object; Poisson counts by default.</summary>
    /// <returns>The family with its link, and what is said of classes where the response is one.</returns>
    public static (ObservationModel Model, CategoricalResponse? Categorical) Read(ModelSection root)
    {
        if (root.Find("observation") is not { } node)
        {
            return (new ObservationModel(), null);
        }

        if (node.Kind != JsonTokenType.StartObject)
        {
            return root.ChoiceOf(node, "observation", Families) is { } known
                ? (new ObservationModel { Family = known }, null)
                : (new ObservationModel(), new CategoricalResponse());
        }

        ModelSection section = root.SectionOf(node, "'observation'");
        (ObservationModel, CategoricalResponse?) read = section.ChoiceOf(section.Need("family"), "family", Families)
            is { } family
            ? (Numeric(section, family), null)
            : (new ObservationModel(), Classes(section));
        section.Finish();
        return read;
    }

    private static ObservationModel Numeric(ModelSection section, Family family)
    {
        if (family != Family.NegativeBinomial)
        {
            section.Refuse(
                "dispersion",
                "beside a family other than 'negativeBinomial', which alone has one to choose"
            );
        }

        return section.Make(() =>
            new ObservationModel
            {
                Family = family,
                Link = section.Choice("link", Links),
                Dispersion = section.Find("dispersion") is { Kind: JsonTokenType.String, Text: "fit" }
                    ? null
                    : section.Number("dispersion") ?? 1,
            }
        );
    }

    /// <summary>Labels are texts or numbers, as they stand in the table.</summary>
    private static CategoricalResponse Classes(ModelSection section) =>
        section.Make(() =>
            new CategoricalResponse
            {
                Classes = section.Find("classes") is { } list
                    ? [.. ModelSection.ItemsOf(list).Select(section.LabelOf)]
                    : null,
            }
        );

    /// <summary>The words of an enumeration, in camel case.</summary>
    private static Dictionary<string, T> Words<T>()
        where T : struct, Enum =>
        Enum.GetValues<T>().ToDictionary(v => char.ToLowerInvariant(v.ToString()[0]) + v.ToString()[1..]);
}
