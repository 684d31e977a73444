using Gyrus.IO.Tables;
using Gyrus.Numerics;
using Gyrus.Pipelines.EncodingModels;

namespace Gyrus.Cli.Tests;

/// <summary>The recording of a neuron that position drives and speed does not, and a model of it on disk.</summary>
internal static class NeuronStudy
{
    private const string Model = """
        {
          "data": { "tables": "recording.tsv", "responses": "count", "trials": "trial" },
          "features": [
            { "covariate": "position", "basis": { "kind": "raisedCosine", "count": 6 } },
            { "covariate": "speed", "basis": { "kind": "raisedCosine", "count": 6 } }
          ],
          "path": { "count": 12, "ratio": 1e-2 },
          "stability": { "pairs": 4, "maximumSelected": 1 },
          "comparison": { "folds": 5 },
          MORE
          "seed": 1
        }
        """;

    /// <summary>Writes them.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="more">More members of the model, each with a comma behind it.</param>
    /// <returns>The model file.</returns>
    public static string Write(TemporaryFolder folder, string more)
    {
        EncodingRecording neuron = new PositionNeuron { Trials = 30, Spread = 2 }.Generate();
        TsvWriter.WriteMatrix(
            folder.Path("recording.tsv"),
            Matrix.Create(
                neuron.Bins,
                4,
                (i, j) =>
                    j switch
                    {
                        0 => neuron.Trials![i] + 1,
                        3 => neuron.Responses[i, 0],
                        _ => neuron.Covariates[i, j - 1],
                    }
            ),
            ["trial", "position", "speed", "count"]
        );
        return folder.Write("model.json", Model.Replace("MORE", more, StringComparison.Ordinal));
    }

    /// <summary>The cells of a table, lines without the first.</summary>
    public static string[][] Table(string path) => [.. File.ReadLines(path).Skip(1).Select(line => line.Split('\t'))];
}
