using System.CommandLine;
using Gyrus.Cli.Running;
using Gyrus.Glm;
using Gyrus.Glm.Simulation;
using Gyrus.IO.EncodingModels;
using Gyrus.IO.Tables;
using Gyrus.Numerics;
using Gyrus.Pipelines.EncodingModels;
using static System.FormattableString;

namespace Gyrus.Cli.Commands;

/// <summary>The verbs of <c>gyrus glm</c> that use a fitted model on a recording.</summary>
internal static class GlmFittedVerb
{
    private static readonly Option<string> Fitted = new("--fitted", "-f")
    {
        HelpName = "folder",
        Description = "The folder that 'gyrus glm fit' or 'gyrus glm cv' wrote.",
        Required = true,
    };

    private static readonly Option<int> Seed = new("--seed")
    {
        HelpName = "n",
        Description = "The seed of the draws, at least 0.",
        DefaultValueFactory = _ => 1,
    };

    /// <summary><c>gyrus glm predict</c>.</summary>
    public static Command Predict()
    {
        var command = new Verb(
            "predict",
            """
            Predict the responses of a recording from fitted models, and score them.

            MODEL says where the recording is; features, ranges and coefficients come from the fitted models, so that new data are mapped exactly
            as those of the fit were. Writes predictions.tsv (a column per neuron, n/a where a feature has no value) and scores.tsv. Of a categorical
            observation: the most probable class of each bin and the probability of each class.

            Examples:
              gyrus glm predict session2.json --fitted cv --out predicted

            Exit codes: 0 done, 1 wrong usage or input.
            """
        )
        {
            Fitted,
        };
        GlmOptions.AddTo(command);
        command.SetAction(
            (call, _) =>
                Task.FromResult(
                    Run(
                        call,
                        "predictions",
                        static (fit, k, r) => fit.Predict(r.Data.Design, r.Data.OffsetOf(k)),
                        withScores: true
                    )
                )
        );
        return command;
    }

    /// <summary><c>gyrus glm simulate</c>.</summary>
    public static Command Simulate()
    {
        var command = new Verb(
            "simulate",
            """
            Draw responses from fitted models at the covariates of a recording.

            Responses are drawn bin by bin from the fitted distribution; a history feature sees the recorded history, not the drawn one. Writes
            simulated.tsv, a column per neuron. The same seed gives the same draws.

            Examples:
              gyrus glm simulate model.json --fitted cv --seed 7 --out simulated

            Exit codes: 0 done, 1 wrong usage or input.
            """
        )
        {
            Fitted,
            Seed,
        };
        GlmOptions.AddTo(command);
        command.SetAction((call, _) => Task.FromResult(Run(call, "simulated", DrawerOf(call), withScores: false)));
        return command;
    }

    private static Func<GlmFit, int, Fitting, double[]> DrawerOf(ParseResult call)
    {
        ulong seed = SeedOf(call);
        return (fit, k, r) =>
            GlmSimulation.Draw(
                fit,
                r.Data.Design,
                unchecked(seed + (0x9E3779B97F4A7C15 * (ulong)k)),
                r.Data.OffsetOf(k)
            );
    }

    private static ulong SeedOf(ParseResult call) =>
        call.GetValue(Seed) is >= 0 and var seed
            ? (ulong)seed
            : throw new ArgumentException(Invariant($"--seed must be at least 0, but was {call.GetValue(Seed)}."));

    private static int Run(ParseResult call, string name, Func<GlmFit, int, Fitting, double[]> make, bool withScores)
    {
        CommonOptions common = CommonOptions.Of(call);
        string folder = OutputFolder.Of(call, GlmOptions.Out);
        ModelFile file = ModelFile.Read(call.GetRequiredValue(GlmOptions.Model));
        bool isCategorical = file.Model.Categorical is not null;
        string fitted = call.GetRequiredValue(Fitted);
        if (
            isCategorical != CategoricalModelFile.IsIn(fitted)
            && File.Exists(Path.Combine(fitted, FittedModelFile.DocumentName))
        )
        {
            throw new ArgumentException(
                $"{fitted}: the fitted model is of responses that are {(isCategorical ? "numbers" : "classes")}, but the observation of {file.Path} is {(isCategorical ? "categorical" : "of numbers")}."
            );
        }

        if (isCategorical)
        {
            return GlmCategorical.Use(call, file, fitted, withScores ? null : SeedOf(call));
        }

        Fitting all = Fitting.Of(call, file);
        Warnings.Print([.. all.Warnings, .. all.Data.Design.Warnings], call.InvocationConfiguration.Error);
        double[][] columns = [.. all.Fits.Select((f, k) => make(f, k, all))];
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, name + ".tsv");
        TsvWriter.WriteMatrix(
            path,
            Matrix.Create(all.Data.Responses.Rows, columns.Length, (i, j) => columns[j][i]),
            [.. all.Fits.Select(f => f.Neuron)]
        );
        var summary = new Summary()
            .Add("file", path)
            .Add("neurons", all.Fits.Select(f => f.Neuron))
            .Add("bins", all.Data.Responses.Rows);
        if (withScores)
        {
            EncodingScore[] scores = [.. all.Fits.Select((f, k) => EncodingStudy.ScoreOf(f, all.Data, k))];
            EncodingFolder.WriteScores(folder, scores);
            summary
                .Add("log_likelihood", scores.Select(s => s.LogLikelihood))
                .Add("bits_per_spike", scores.Select(s => s.BitsPerSpike));
            foreach (EncodingScore s in scores.Take(20))
            {
                summary.Line(Invariant($"{s.Neuron}: {Fit(s)}, deviance explained {s.DevianceExplained:0.0000}"));
            }
        }

        summary.Print(common, call.InvocationConfiguration.Output, $"Wrote {path}");
        return ExitCode.Done;
    }

    /// <summary>Responses that are no spikes have no bits per spike.</summary>
    private static string Fit(EncodingScore s) =>
        double.IsNaN(s.BitsPerSpike)
            ? Invariant($"log-likelihood {s.LogLikelihood:0.0000} a bin")
            : Invariant($"{s.BitsPerSpike:0.0000} bits per spike");

    /// <summary>Fits beside the recording that they are used on; neuron k of one is neuron k of the other.</summary>
    private sealed record Fitting(IReadOnlyList<GlmFit> Fits, GlmData Data, IReadOnlyList<string> Warnings)
    {
        public static Fitting Of(ParseResult call, ModelFile file)
        {
            (EncodingModel model, IReadOnlyList<GlmFit> fits) = FittedModelFile.Read(call.GetRequiredValue(Fitted));
            EncodingRecording recording = file.ReadRecording();
            string? absent = fits.Select(f => f.Neuron).FirstOrDefault(n => !recording.Neurons.Contains(n));
            if (absent is not null)
            {
                throw new ArgumentException(
                    $"{file.Path}: the recording has no responses of '{absent}', which the fitted model is of."
                );
            }

            GlmData data = model.On(recording, fits[0].Blocks);
            int[] order = [.. fits.Select(f => recording.Neurons.ToList().IndexOf(f.Neuron))];
            return new Fitting(
                fits,
                data with
                {
                    Responses = data.Responses.Select([.. Enumerable.Range(0, data.Responses.Rows)], order),
                    Neurons = [.. fits.Select(f => f.Neuron)],
                },
                recording.Warnings
            );
        }
    }
}
