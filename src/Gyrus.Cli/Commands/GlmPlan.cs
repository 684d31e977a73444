using System.CommandLine;
using Gyrus.Batch.Plans;
using Gyrus.IO.EncodingModels;
using Gyrus.Pipelines.EncodingModels;
using static System.FormattableString;

namespace Gyrus.Cli.Commands;

/// <summary>The tasks of a verb of <c>gyrus glm</c>: a block of neurons each, and one that joins them.</summary>
internal static class GlmPlan
{
    private const string NeuronStage = "neurons";
    private const string PartsFolder = "parts";
    private const int BaseMebibytes = 512;
    private const int Minutes = 120;

    /// <summary>What a task holds of data and design at most, in copies: what is read, what is fitted and what a solver keeps beside it.</summary>
    private const int Copies = 3;

    /// <summary>Writes the plan of a call.</summary>
    public static int Write(ParseResult call, ModelFile file, string output)
    {
        int size = call.GetValue(GlmPartOptions.PerTask);
        if (size < 1)
        {
            throw new ArgumentException(
                Invariant($"{GlmPartOptions.PerTask.Name} must be at least 1, but was {size}.")
            );
        }

        EncodingRecording recording = file.ReadRecording();
        TaskInput[] inputs = [.. file.Sources.Files.Prepend(file.Path).Select(TaskInput.Of)];
        string[][] blocks =
        [
            .. recording.PlacesOf(GlmPartOptions.NeuronsOf(call)).Select(k => recording.Neurons[k]).Chunk(size),
        ];
        TaskResources given = PlanOptions.Of(call, MemoryOf(file.Model, recording, inputs), Minutes);
        string verb = call.CommandResult.Command.Name;
        IReadOnlyList<string> words = PlanOptions.WordsOf(call, [GlmPartOptions.Neurons, .. GlmPartOptions.Division]);
        BatchTask[] parts =
        [
            .. blocks.Select(
                (names, i) =>
                {
                    string name = Invariant($"{i + 1:0000}");
                    return new BatchTask
                    {
                        Name = name,
                        Stage = NeuronStage,
                        Arguments =
                        [
                            "glm",
                            verb,
                            Path.GetFullPath(file.Path),
                            .. OutputWords,
                            $"{GlmPartOptions.Folder.Name}={PartsFolder}/{name}",
                            .. names.Select(n => $"{GlmPartOptions.Neurons.Name}={n}"),
                            .. words,
                        ],
                        Inputs = inputs,
                        Resources = given,
                    };
                }
            ),
        ];
        var join = new BatchTask
        {
            Name = GlmJoinVerb.Name,
            Stage = GlmJoinVerb.Name,
            Arguments =
            [
                "glm",
                GlmJoinVerb.Name,
                Path.Combine(output, PartsFolder, BatchTask.Needed(NeuronStage)),
                .. OutputWords,
            ],
            Needs = [.. Enumerable.Range(0, parts.Length)],
            Resources = PlanOptions.Of(call, 2 * BaseMebibytes, Minutes),
        };
        return PlanOptions.Write(call, $"glm {verb} {Path.GetFileName(file.Path)}", output, [.. parts, join]);
    }

    private static string[] OutputWords => [GlmOptions.OutName, BatchTask.Out, "--reproducible"];

    private static int MemoryOf(EncodingModel model, EncodingRecording recording, TaskInput[] inputs)
    {
        long values = 8L * recording.Bins * (recording.Neurons.Count + recording.CovariateNames.Count);
        long bytes =
            model.On(recording, fitted: null, recording.Neurons[0]).Design.EstimatedBytes
            + values
            + inputs.Sum(i => i.Bytes);
        return BaseMebibytes + (int)Math.Min(Copies * (bytes >> 20), int.MaxValue / 2);
    }
}
