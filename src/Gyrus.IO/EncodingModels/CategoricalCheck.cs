using Gyrus.Pipelines.EncodingModels;

namespace Gyrus.IO.EncodingModels;

/// <summary>What a model file may not say where the response is a class.</summary>
internal static class CategoricalCheck
{
    /// <summary>Refuses what has no meaning for classes, with its place.</summary>
    /// <exception cref="InvalidDataException">Spike times, an offset, several columns, or a penalty of several convex problems.</exception>
    public static void Require(ModelSection root, EncodingModel model, EncodingSources sources)
    {
        ModelNode data = root.Need("data");
        if (sources.Spikes is not null || sources.Responses.Count != 1)
        {
            throw root.Fault(
                data,
                "a categorical observation needs one column of classes: expected one name for 'responses' in 'data', and no 'spikes'."
            );
        }

        if (sources.Offset is not null)
        {
            throw root.Fault(
                data,
                "expected no 'offset' in 'data' beside a categorical observation: classes have none."
            );
        }

        if (model.Model.Regularizer is Glm.AdaptiveGroupLasso or Glm.ConcaveGroupPenalty)
        {
            throw root.Fault(
                root.Need("regularizer"),
                "expected a convex penalty beside a categorical observation, but the weights of this one follow from fits. Known: "
                    + string.Join(", ", PenaltyKind.ByName.Keys.Except(["adaptiveGroupLasso", "groupMcp", "groupScad"]))
                    + "."
            );
        }
    }
}
