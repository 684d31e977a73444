using Gyrus.Glm;

namespace Gyrus.IO.EncodingModels;

/// <summary>A kind of penalty as model files call it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="TakesGroups">Whether its groups can be chosen.</param>
/// <param name="TakesWeights">Whether its groups or columns can have weights.</param>
/// <param name="Make">Makes it of its options, of strength 1 and without groups.</param>
internal sealed record PenaltyKind(
    string Name,
    bool TakesGroups,
    bool TakesWeights,
    Func<ModelSection, Regularizer> Make
)
{
    private static readonly PenaltyKind[] All =
    [
        new("none", false, false, static _ => new Unregularized()),
        new("ridge", false, true, static _ => new Ridge()),
        new("lasso", false, true, static _ => new Lasso()),
        new("elasticNet", false, true, static s => new ElasticNet { Ratio = s.Number("ratio") ?? 0.5 }),
        new("groupLasso", true, true, static _ => new GroupLasso()),
        new("sparseGroupLasso", true, false, static s => new SparseGroupLasso { Ratio = s.Number("ratio") ?? 0.5 }),
        new(
            "adaptiveGroupLasso",
            true,
            false,
            static s => new AdaptiveGroupLasso
            {
                Exponent = s.Number("exponent") ?? 1,
                PilotStrength = s.Number("pilotStrength") ?? 1e-3,
            }
        ),
        new("groupMcp", true, false, static s => new GroupMcp { Concavity = s.Number("concavity") ?? 3 }),
        new("groupScad", true, false, static s => new GroupScad { Concavity = s.Number("concavity") ?? 3.7 }),
        new(
            "smoothGroupLasso",
            false,
            false,
            static s => new SmoothGroupLasso { Smoothness = s.Number("smoothness") ?? 1, Order = s.Whole("order") ?? 2 }
        ),
        new("overlappingGroupLasso", true, true, static _ => new OverlappingGroupLasso { Groups = [] }),
    ];

    /// <summary>Gets the kinds by their names.</summary>
    public static IReadOnlyDictionary<string, PenaltyKind> ByName { get; } = All.ToDictionary(static k => k.Name);
}
