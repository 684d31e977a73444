using System.CommandLine;
using Gyrus.Cli.Running;
using Gyrus.Glm.Categorical;
using Gyrus.IO;
using Gyrus.IO.EncodingModels;
using Gyrus.Numerics;
using Gyrus.Pipelines.EncodingModels;
using Gyrus.Report.EncodingModels;
using Gyrus.Report.Figures;
using static System.FormattableString;

namespace Gyrus.Cli.Commands;

/// <summary>The verbs of <c>gyrus glm</c> on a response that is a class.</summary>
internal static class GlmCategorical
{
    /// <summary>Refuses verbs and options that have no meaning for classes, before anything is computed.</summary>
    /// <exception cref="ArgumentException">One of them was asked for.</exception>
    public static void Require(ParseResult call, ModelFile file, bool isKnownVerb)
    {
        if (!isKnownVerb)
        {
            throw new ArgumentException(
                $"{file.Path}: 'gyrus glm {call.CommandResult.Command.Name}' takes responses that are numbers, but the observation is categorical. 'fit', 'path', 'cv', 'predict' and 'simulate' take classes."
            );
        }

        string? divided =
            PlanOptions.FolderOf(call) is not null ? "--plan"
            : GlmPartOptions.NeuronsOf(call) is not null ? GlmPartOptions.Neurons.Name
            : null;
        if (
            isKnownVerb
            && call.CommandResult.Command.Options.Contains(GlmMemory.Most)
            && call.GetValue(GlmMemory.Most) is not null
        )
        {
            throw new ArgumentException(
                $"{GlmMemory.Most.Name} takes responses that are numbers, but the observation of {file.Path} is categorical: models of classes hold their design in memory."
            );
        }

        if (divided is not null)
        {
            throw new ArgumentException(
                $"{divided} divides the work by neurons, but {file.Path} has one response, a class. Call the verb without it."
            );
        }
    }

    /// <summary>Fits, writes and reports.</summary>
    public static async Task<int> RunAsync(
        ParseResult call,
        ModelFile file,
        RunRecorder recorder,
        Func<CategoricalEncodingStudy, CancellationToken, CategoricalEncodingResult> work,
        CancellationToken cancellationToken
    )
    {
        CommonOptions common = CommonOptions.Of(call);
        string folder = GlmOptions.FolderOf(call);
        CategoricalEncodingResult result = await ProgressDisplay.RunAsync(
            common,
            call.InvocationConfiguration.Error,
            _ =>
                work(
                    new CategoricalEncodingStudy
                    {
                        Model = file.Model,
                        Recording = file.ReadRecording(),
                        Threads = common.Threads,
                    },
                    cancellationToken
                ) with
                {
                    Provenance = recorder.Finish(
                        [file.Path, .. file.Sources.Files],
                        common.Threads,
                        file.Model.Seed,
                        cancellationToken
                    ),
                }
        );
        string page = new CategoricalReport { Result = result }
            .ToReport()
            .ToHtml();
        CategoricalFolder.Write(folder, result);
        if (result.Fit is { } fit)
        {
            CategoricalModelFile.Write(folder, file, result.Response, fit);
        }

        foreach ((string name, Figure figure) in EncodingFigures.ToFiles(result.Shared))
        {
            FigureFile.Write(Path.Combine(folder, name + ".svg"), figure);
            FigureFile.Write(Path.Combine(folder, name + ".png"), figure);
        }

        AtomicFile.WriteText(Path.Combine(folder, StudyOutput.ReportName), page);
        return Print(call, common, folder, result);
    }

    /// <summary>Predicts or, with a seed, draws the classes of a recording.</summary>
    public static int Use(ParseResult call, ModelFile file, string fitted, ulong? seed)
    {
        CommonOptions common = CommonOptions.Of(call);
        string folder = GlmOptions.FolderOf(call);
        (EncodingModel model, string response, CategoricalFit fit) = CategoricalModelFile.Read(fitted);
        CategoricalData data = CategoricalEncodingStudy.DataOf(model, file.ReadRecording(), fit);
        Matrix? probabilities = seed is null ? fit.Probabilities(data.Design) : null;
        int[] labels = seed is { } given ? fit.Draw(data.Design, given) : fit.Classify(data.Design);
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, seed is null ? "predictions.tsv" : "simulated.tsv");
        CategoricalFolder.WriteClasses(path, response, fit.Classes, labels, probabilities);
        var summary = new Summary()
            .Add("file", path)
            .Add("response", response)
            .Add("classes", fit.Classes)
            .Add("bins", labels.Length);
        if (seed is null)
        {
            var score = CategoricalEncodingScore.Of(fit, data);
            CategoricalFolder.WriteScore(folder, response, score);
            Scored(summary, score);
        }

        summary.Print(common, call.InvocationConfiguration.Output, $"Wrote {path}");
        return ExitCode.Done;
    }

    private static int Print(ParseResult call, CommonOptions common, string folder, CategoricalEncodingResult result)
    {
        Summary summary = GlmSummary
            .Begin(folder)
            .Add("response", result.Response)
            .Add("classes", result.Data.Classes)
            .Add("bins", result.Recording.Bins)
            .Add("used_bins", result.AllFits[0].Samples)
            .Add("columns", result.Data.Design.Columns)
            .Add("largest_gap", GlmSummary.LargestGap(result.AllFits))
            .Add("vanish", result.Vanish.Select(v => $"{v.Block} {v.InWords(digits: 9)}"))
            .Line(
                Invariant(
                    $"{result.Response}: {result.Data.Classes.Count} classes ({string.Join(", ", result.Data.Classes.Take(8))}{(result.Data.Classes.Count > 8 ? ", …" : "")}), {result.AllFits[0].Samples} of {result.Recording.Bins} bins, {GlmSummary.Count(result.Data.Design.Columns, "column")} in {GlmSummary.Count(result.Data.Design.Blocks.Count, "block")}"
                )
            );
        foreach (VanishPoint v in result.Vanish)
        {
            summary.Line(v.ToSentence(digits: 6));
        }

        if (result is { Fit: { } fit, Score: { } score })
        {
            summary
                .Add("strength", fit.Model.Regularizer.Strength)
                .Add("selected", fit.Selected)
                .Line($"{GlmSummary.Taken(fit.Model.Regularizer)}in the model: {GlmSummary.Words(fit.Selected)}");
            if (result.CrossValidation is null && fit.Selected.Count == 0)
            {
                summary.Line(GlmSummary.EmptyHint(""));
            }

            Scored(summary, score);
        }

        if (result is { Nested: { } nested, CrossValidation: { } choice })
        {
            summary.Add("nested_score", nested.Mean).Line(GlmSummary.NestedLine(nested, choice));
        }

        return GlmSummary.End(
            call,
            common,
            summary,
            $"Wrote the encoding model to {folder}",
            result.AllFits,
            result.Converged,
            result.Warnings,
            result.Provenance
        );
    }

    private static void Scored(Summary summary, CategoricalEncodingScore score) =>
        summary
            .Add("log_likelihood", score.LogLikelihood)
            .Add("deviance_explained", score.DevianceExplained)
            .Add("accuracy", score.Accuracy)
            .Line(
                Invariant(
                    $"accuracy {score.Accuracy:0.0000} (the commonest class alone {score.Commonest:0.0000}), deviance explained {score.DevianceExplained:0.0000}"
                )
            );
}
