using Gyrus.Glm;
using Gyrus.Glm.Features;
using static System.FormattableString;

namespace Gyrus.Pipelines.EncodingModels;

/// <summary>The penalty of an encoding model on the columns of a design: groups and weights by the names of features become those of columns.</summary>
internal static class EncodingPenalty
{
    /// <summary>The penalty of a model on a design.</summary>
    /// <exception cref="ArgumentException">A name is no block of the design, or the penalty takes no groups or weights but they are given.</exception>
    public static Regularizer On(EncodingModel model, Design design)
    {
        Regularizer penalty = model.Model.Regularizer;
        if (model.Groups is { } groups)
        {
            penalty = Grouped(penalty, groups, [.. groups.Select(g => ColumnsOf(g, model, design))]);
        }
        else if (penalty is OverlappingGroupLasso { Groups.Count: 0 })
        {
            throw new ArgumentException(
                "The penalty overlappingGroupLasso needs 'groups': lists of features, which may share some."
            );
        }

        penalty = model.GroupWeights is { } weights ? GroupWeighted(penalty, weights, model) : penalty;
        return model.Weights is { } named ? Weighted(penalty, named, model, design) : penalty;
    }

    private static Regularizer Grouped(
        Regularizer penalty,
        IReadOnlyList<IReadOnlyList<string>> names,
        IReadOnlyList<IReadOnlyList<int>> groups
    ) =>
        penalty switch
        {
            GroupLasso p => p with { Groups = groups },
            SparseGroupLasso p => p with { Groups = groups },
            AdaptiveGroupLasso p => p with { Groups = groups },
            ConcaveGroupPenalty p => p with { Groups = groups },
            OverlappingGroupLasso p => p with
            {
                Groups = groups,
                Names = [.. names.Select(static g => string.Join(" + ", g))],
            },
            _ => throw new ArgumentException(
                $"Groups need a penalty on groups that can be chosen, but {penalty.GetType().Name} is none."
            ),
        };

    private static Regularizer GroupWeighted(Regularizer penalty, IReadOnlyList<double> weights, EncodingModel model)
    {
        int groups = model.Groups?.Count ?? 0;
        return weights.Count != groups
            ? throw new ArgumentException(
                Invariant($"Weights of groups must be one per group ({groups}), but there are {weights.Count}.")
            )
            : penalty switch
            {
                GroupLasso p => p with { Weights = weights },
                OverlappingGroupLasso p => p with { Weights = weights },
                _ => throw Unweighted(penalty),
            };
    }

    private static Regularizer Weighted(
        Regularizer penalty,
        IReadOnlyDictionary<string, double> weights,
        EncodingModel model,
        Design design
    )
    {
        var given = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach ((string name, double weight) in weights)
        {
            Array.ForEach(BlocksOf(name, model, design), b => given[b.Name] = weight);
        }

        double[] blocks = [.. design.Blocks.Select(b => given.GetValueOrDefault(b.Name, 1))];
        double[] columns = [.. design.Blocks.SelectMany((b, k) => Enumerable.Repeat(blocks[k], b.Count))];
        return penalty switch
        {
            GroupLasso { Groups: null } p => p with
            {
                Weights = [.. blocks.Where((_, k) => design.Blocks[k].Count > 0)],
            },
            Lasso p => p with { Weights = columns },
            ElasticNet p => p with { Weights = columns },
            Ridge p => p with { Weights = columns },
            _ => throw Unweighted(penalty),
        };
    }

    private static ArgumentException Unweighted(Regularizer penalty) =>
        new($"Weights need a penalty that takes them, but {penalty.GetType().Name} does not, with groups or without.");

    private static IReadOnlyList<int> ColumnsOf(IReadOnlyList<string> group, EncodingModel model, Design design) =>
        [
            .. group
                .SelectMany(name => BlocksOf(name, model, design))
                .SelectMany(static b => Enumerable.Range(b.Start, b.Count)),
        ];

    /// <summary>A block by its name, or all of a feature that is split.</summary>
    private static FeatureBlock[] BlocksOf(string name, EncodingModel model, Design design)
    {
        EncodingFeature? coupling = model.Features.FirstOrDefault(f => f.IsRelative && f.Name != name && f.Owns(name));
        if (coupling is not null)
        {
            throw new ArgumentException(
                $"'{name}' is a block of some neurons only: every neuron has a design of its own. Groups and weights take '{coupling.Name}', all of the feature."
            );
        }

        EncodingFeature? split = model.Features.FirstOrDefault(f => f.IsSplit && f.Name == name);
        return split is null ? [design.Block(name)] : [.. design.Blocks.Where(b => split.Owns(b.Name))];
    }
}
