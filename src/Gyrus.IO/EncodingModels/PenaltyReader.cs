using System.Text.Json;
using Gyrus.Glm;
using Gyrus.Pipelines.EncodingModels;
using static System.FormattableString;

namespace Gyrus.IO.EncodingModels;

/// <summary>Reads the penalty of a model file, its groups and its weights.</summary>
internal sealed class PenaltyReader
{
    private readonly ModelSection _root;
    private readonly IReadOnlyList<EncodingFeature> _features;
    private readonly ModelNode? _groups;
    private readonly PenaltyKind _kind;

    /// <summary>Reads <c>regularizer</c>, a kind or an object (the group lasso by default), and <c>groups</c>.</summary>
    public PenaltyReader(ModelSection root, IReadOnlyList<EncodingFeature> features)
    {
        (_root, _features, _groups) = (root, features, root.Find("groups"));
        ModelNode? node = root.Find("regularizer");
        ModelSection? section = node is { Kind: JsonTokenType.StartObject }
            ? root.SectionOf(node, "'regularizer'")
            : null;
        _kind =
            node is null ? PenaltyKind.ByName["groupLasso"]
            : section is null ? root.ChoiceOf(node, "regularizer", PenaltyKind.ByName)
            : section.ChoiceOf(section.Need("kind"), "kind", PenaltyKind.ByName);
        Groups = ReadGroups(node ?? root.Node);
        Regularizer = section is null ? _kind.Make(root.Alone(root.Node, "'regularizer'")) : ReadOptions(section);
    }

    /// <summary>Gets the penalty, without groups and weights.</summary>
    public Regularizer Regularizer { get; }

    /// <summary>Gets the groups by the names of features, or null.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Groups { get; }

    /// <summary>Gets the weights of the groups, or null.</summary>
    public IReadOnlyList<double>? GroupWeights { get; private set; }

    /// <summary>Gets the weights by the names of features, or null.</summary>
    public IReadOnlyDictionary<string, double>? Weights { get; private set; }

    private bool CanShare => _kind.Name == "overlappingGroupLasso";

    private Regularizer ReadOptions(ModelSection section)
    {
        Regularizer penalty = section.Make(() =>
            _kind.Make(section) with
            {
                Strength = section.Number("strength") ?? 1,
            }
        );
        if (_kind.TakesWeights && section.Find("weights") is { } weights)
        {
            ReadWeights(section, weights);
        }

        section.Finish();
        return penalty;
    }

    /// <summary>A list with one per group, or an object with one for each feature that is named.</summary>
    private void ReadWeights(ModelSection section, ModelNode node)
    {
        if (Groups is null)
        {
            Weights = FeatureWeights(section.SectionOf(node, "'weights' of features (a list needs 'groups')"));
            return;
        }

        bool isList = node.Kind == JsonTokenType.StartArray;
        if (!isList || node.Items.Count != Groups.Count)
        {
            throw section.Fault(
                node,
                Invariant(
                    $"expected a list of {Groups.Count} weights, one per group of 'groups', but found {(isList ? Invariant($"{node.Items.Count}") : node.Describe())}."
                )
            );
        }

        GroupWeights = [.. node.Items.Select(w => Weight(section, w))];
        RequirePositive(section, node, GroupWeights);
    }

    private Dictionary<string, double> FeatureWeights(ModelSection weights)
    {
        var all = weights.Node.Members.ToDictionary(
            m => Feature(weights, m.Name, "weights"),
            m => Weight(weights, m.Value),
            StringComparer.Ordinal
        );
        RequirePositive(weights, weights.Node, _features.Select(f => all.GetValueOrDefault(f.Name, 1)));
        return all;
    }

    private double Weight(ModelSection section, ModelNode node) =>
        section.NumberOf(node, "weights") is var weight && (CanShare ? weight > 0 : weight >= 0)
            ? weight
            : throw section.Fault(
                node,
                $"expected a {(CanShare ? "positive number" : "number of at least 0")} in 'weights', but found {node.Describe()}."
            );

    private static void RequirePositive(ModelSection section, ModelNode node, IEnumerable<double> weights)
    {
        if (weights.All(static w => w == 0))
        {
            throw section.Fault(
                node,
                "expected a weight above 0 in 'weights', but all are 0, so that nothing is penalised. The regularizer 'none' does that."
            );
        }
    }

    /// <summary>Groups by the names of blocks; those of features that are split are known only with the data.</summary>
    private IReadOnlyList<IReadOnlyList<string>>? ReadGroups(ModelNode regularizer)
    {
        if (_groups is null)
        {
            return CanShare
                ? throw _root.Fault(
                    regularizer,
                    "expected 'groups' beside the regularizer 'overlappingGroupLasso': lists of features, which may share some."
                )
                : null;
        }

        if (!_kind.TakesGroups)
        {
            throw _root.Fault(
                _groups,
                $"expected no 'groups' beside the regularizer '{_kind.Name}', which has none to choose. Those that have: {string.Join(", ", PenaltyKind.ByName.Values.Where(static k => k.TakesGroups).Select(static k => k.Name))}."
            );
        }

        var taken = new HashSet<string>(StringComparer.Ordinal);
        return
        [
            .. ModelSection
                .ItemsOf(_groups)
                .Select(group =>
                {
                    taken = CanShare ? new HashSet<string>(StringComparer.Ordinal) : taken;
                    return (IReadOnlyList<string>)[.. ModelSection.ItemsOf(group).Select(m => Member(m, taken))];
                }),
        ];
    }

    private string Member(ModelNode member, HashSet<string> taken)
    {
        _ = _root.TextOf(member, "groups");
        string name = Feature(_root, member, "groups");
        return taken.Add(name)
            ? name
            : throw _root.Fault(
                member,
                $"expected a feature that is in no group yet, but found {member.Describe()} again.{(CanShare ? "" : " The regularizer 'overlappingGroupLasso' takes groups that share features.")}"
            );
    }

    private string Feature(ModelSection section, ModelNode name, string where) =>
        _features.Any(f => f.Owns(name.Text))
            ? name.Text
            : throw section.Fault(
                name,
                $"expected the name of a feature in '{where}', but found {name.Describe()}.{Spelling.Hint(name.Text, [.. _features.Select(f => f.Name)])}"
            );
}
