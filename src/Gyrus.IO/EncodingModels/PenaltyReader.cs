using System.Text.Json;
using Gyrus.Glm;

namespace Gyrus.IO.EncodingModels;

/// <summary>Reads the observation model and the penalty of a model file.</summary>
internal static class PenaltyReader
{
    private static readonly Dictionary<string, Family> Families = Words<Family>();

    private static readonly Dictionary<string, Link> Links = Words<Link>();

    private static readonly Dictionary<string, Func<ModelSection, Regularizer>> Penalties = new()
    {
        ["none"] = static _ => new Unregularized(),
        ["ridge"] = static _ => new Ridge(),
        ["lasso"] = static _ => new Lasso(),
        ["elasticNet"] = static s => new ElasticNet { Ratio = s.Number("ratio") ?? 0.5 },
        ["groupLasso"] = static s => new GroupLasso(),
        ["overlappingGroupLasso"] = static _ => new OverlappingGroupLasso { Groups = [] },
    };

    /// <summary>Reads <c>observation</c>: the family, or an object; Poisson counts by default.</summary>
    public static ObservationModel Observation(ModelSection root)
    {
        if (root.Find("observation") is not { } node)
        {
            return new ObservationModel();
        }

        if (node.Kind != JsonTokenType.StartObject)
        {
            return new ObservationModel { Family = root.ChoiceOf(node, "observation", Families) };
        }

        ModelSection section = root.SectionOf(node, "'observation'");
        Family family = section.ChoiceOf(section.Need("family"), "family", Families);
        ObservationModel model = section.Make(() =>
            new ObservationModel
            {
                Family = family,
                Link = section.Choice("link", Links),
                Dispersion = section.Find("dispersion") is { Kind: JsonTokenType.String, Text: "fit" }
                    ? null
                    : section.Number("dispersion") ?? 1,
            }
        );
        section.Finish();
        return model;
    }

    /// <summary>Reads <c>regularizer</c>: a kind, or an object; the group lasso by default.</summary>
    public static Regularizer Regularizer(ModelSection root)
    {
        if (root.Find("regularizer") is not { } node)
        {
            return new GroupLasso();
        }

        if (node.Kind != JsonTokenType.StartObject)
        {
            return root.ChoiceOf(node, "regularizer", Penalties)(root);
        }

        ModelSection section = root.SectionOf(node, "'regularizer'");
        Func<ModelSection, Regularizer> make = section.ChoiceOf(section.Need("kind"), "kind", Penalties);
        Regularizer penalty = section.Make(() => make(section) with { Strength = section.Number("strength") ?? 1 });
        section.Finish();
        return penalty;
    }

    /// <summary>The words of an enumeration, in camel case.</summary>
    private static Dictionary<string, T> Words<T>()
        where T : struct, Enum =>
        Enum.GetValues<T>().ToDictionary(v => char.ToLowerInvariant(v.ToString()[0]) + v.ToString()[1..]);
}
