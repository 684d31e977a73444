using Gyrus.IO.Tables;
using Gyrus.Numerics;
using Gyrus.Pipelines.EncodingModels;

namespace Gyrus.Batch.Tests;

/// <summary>A recording of five neurons and a model of it on disk: two follow the position, three nothing, and the first is a covariate of all.</summary>
internal static class Population
{
    public static readonly string[] Neurons = ["unit 1", "unit \"two\"", "unit=3", "unit-4", "unit5"];

    private const string Model = """
        {
          "data": { "tables": "recording.tsv", "responses": "unit*", "trials": "trial" },
          "features": [
            { "covariate": "position", "basis": { "kind": "raisedCosine", "count": 5 } },
            { "covariate": "speed", "basis": { "kind": "raisedCosine", "count": 5 } },
            { "name": "coupling", "covariate": "unit 1", "basis": { "kind": "raisedCosineLog", "count": 2 }, "window": { "bins": 3 } }
          ],
          "observation": "poisson",
          "regularizer": { "kind": "groupLasso", "strength": 0.01 },
          "path": { "count": 12, "ratio": 1e-2 },
          "folds": { "count": 4 },
          "stability": { "pairs": 5, "maximumSelected": 1 },
          "comparison": { "folds": 5, "shifts": 3 },
          "tolerance": TOLERANCE,
          "seed": 1
        }
        """;

    /// <summary>Writes them.</summary>
    /// <returns>The model file.</returns>
    public static string Write(TemporaryFolder folder, string tolerance = "1e-6")
    {
        // Those that follow nothing follow a position that is not in the recording.
        EncodingRecording[] drawn =
        [
            .. new ulong[] { 1, 2, 3, 4, 5 }.Select(s => new PositionNeuron { Seed = s }.Generate()),
        ];
        EncodingRecording driven = drawn[0];
        TsvWriter.WriteMatrix(
            folder.Path("recording.tsv"),
            Matrix.Create(
                driven.Bins,
                3 + Neurons.Length,
                (i, j) =>
                    j switch
                    {
                        0 => driven.Trials![i] + 1,
                        1 or 2 => driven.Covariates[i, j - 1],
                        6 => driven.Responses[i, 0] + drawn[3].Responses[i, 0],
                        _ => drawn[j - 3].Responses[i, 0],
                    }
            ),
            ["trial", "position", "speed", .. Neurons]
        );
        return folder.Write("model.json", Model.Replace("TOLERANCE", tolerance, StringComparison.Ordinal));
    }
}
