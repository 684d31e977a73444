using System.CommandLine;
using Gyrus.Cli.Running;
using Gyrus.IO;
using Gyrus.IO.Tables;
using Gyrus.Numerics;
using Gyrus.Pipelines.EncodingModels;
using static System.FormattableString;

namespace Gyrus.Cli.Commands;

/// <summary><c>gyrus demo glm</c>: does position or speed drive this neuron? On data it makes itself.</summary>
internal static class DemoGlmCommand
{
    private const string ModelText = """
        {
          // Does position or speed drive this neuron? (It is position: the data were made so.)
          "data": {
            "tables": "recording.tsv",   // one line per bin; paths are relative to this file
            "responses": "count",
            "trials": "trial"            // folds never split a trial
          },
          "features": [
            { "covariate": "position", "basis": { "kind": "raisedCosine", "count": 6 } },
            { "covariate": "speed", "basis": { "kind": "raisedCosine", "count": 6 } },
          ],
          "observation": "poisson",
          "regularizer": { "kind": "groupLasso", "strength": 0.01 },  // the strength of 'fit' and 'compare'
          "path": { "count": 40, "ratio": 1e-3 },
          "folds": { "count": 5, "rule": "oneStandardError" },
          "stability": { "pairs": 50, "threshold": 0.75, "maximumSelected": 1 },
          "seed": 1,
        }

        """;

    private static readonly Option<string> Out = new("--out", "-o")
    {
        Description = "The folder to write; made when it is not there.",
        HelpName = "folder",
        DefaultValueFactory = _ => "gyrus-demo-glm",
    };

    private static readonly Option<int> Seed = new("--seed")
    {
        HelpName = "n",
        Description = "The seed of the data, at least 0.",
        DefaultValueFactory = _ => 1,
    };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Verb(
            "glm",
            """
            Simulate a neuron that position drives and speed does not, and see which covariates encoding models select.

            The data are made as in NeMoS' guide 'Selecting Covariates via Group Lasso' (normal position and speed, a spline of the position, Poisson
            counts), by a generator of our own: numbers differ from the guide's, and there are more bins, in trials. Writes recording.tsv,
            model.json and the results of 'gyrus glm path', 'cv', 'select' and 'compare', each with a report.html.

            Examples:
              gyrus demo glm --out gyrus-demo-glm
            """
        )
        {
            Out,
            Seed,
        };
        CommonOptions.AddTo(command);
        command.SetAction((call, cancellationToken) => RunAsync(call, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult call, CancellationToken cancellationToken)
    {
        CommonOptions common = CommonOptions.Of(call);
        string folder = OutputFolder.Of(call, Out);
        int seed = call.GetValue(Seed);
        if (seed < 0)
        {
            throw new ArgumentException(Invariant($"--seed must be at least 0, but was {seed}."));
        }

        string model = WriteData(folder, new PositionNeuron { Seed = (ulong)seed }.Generate());
        int worst = ExitCode.Done;
        foreach (string verb in (string[])["path", "cv", "select", "compare"])
        {
            string[] words =
            [
                "glm",
                verb,
                model,
                "--out",
                Path.Combine(folder, verb),
                "--threads",
                Invariant($"{common.Threads}"),
                .. common.Quiet ? ["--quiet"] : Array.Empty<string>(),
                .. common.Json ? ["--json"] : Array.Empty<string>(),
            ];
            int code = await GyrusCommand
                .Create()
                .Parse(words)
                .InvokeAsync(call.InvocationConfiguration, cancellationToken);
            if (code == ExitCode.UsageOrInput)
            {
                return code;
            }

            worst = Math.Max(worst, code);
        }

        if (!common.Quiet && !common.Json)
        {
            PrintSteps(call.InvocationConfiguration.Output, Path.GetRelativePath(Environment.CurrentDirectory, folder));
        }

        return worst;
    }

    private static string WriteData(string folder, EncodingRecording recording)
    {
        Directory.CreateDirectory(folder);
        TsvWriter.WriteMatrix(
            Path.Combine(folder, "recording.tsv"),
            Matrix.Create(
                recording.Bins,
                4,
                (i, j) =>
                    j switch
                    {
                        0 => recording.Trials![i] + 1,
                        3 => recording.Responses[i, 0],
                        _ => recording.Covariates[i, j - 1],
                    }
            ),
            ["trial", "position", "speed", "count"]
        );
        string model = Path.Combine(folder, "model.json");
        AtomicFile.WriteText(model, ModelText);
        return model;
    }

    private static void PrintSteps(TextWriter output, string folder) =>
        output.WriteLine(
            $"""

            The counts were made of position alone. On the path, speed is in the model while the penalty is weak: that is noise being fitted, and a
            path alone does not tell. Left-out trials and selection frequencies do.
            The same on data of your own: copy {folder}/model.json, name your files and columns in it, and call
              gyrus glm cv {folder}/model.json --out results
            """
        );
}
