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
        command.SetAction((call, _) => Task.FromResult(Run(call, "predictions", Predicted, withScores: true)));
        return command;
    }

    /// <summary><c>gyrus glm simulate</c>.</summary>
    public static Command Simulate()
    {
        var command = new Verb(
            "simulate",
            """
            Draw responses from fitted models at the covariates of a recording.

            Responses are drawn bin by bin from the fitted distribution. Features of 'self' and 'others' see what was drawn before, so that history and
            coupling act; each trial begins with its recorded bins, as many as the longest window. Features that name a neuron see what was recorded.
            Writes simulated.tsv, a column per neuron, n/a where a feature has no value. The same seed gives the same draws.

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

    private static Matrix Predicted(Fitting all) =>
        all.Columns(static (fit, k, data) => fit.Predict(data.Design, data.OffsetOf(k)));

    private static Func<Fitting, Matrix> DrawerOf(ParseResult call)
    {
        ulong seed = SeedOf(call);
        return all =>
            all.Recurrent(seed)
            ?? all.Columns(
                (fit, k, data) =>
                    GlmSimulation.Draw(
                        fit,
                        data.Design,
                        unchecked(seed + (0x9E3779B97F4A7C15 * (ulong)k)),
                        data.OffsetOf(k)
                    )
            );
    }

    private static ulong SeedOf(ParseResult call) =>
        call.GetValue(Seed) is >= 0 and var seed
            ? (ulong)seed
            : throw new ArgumentException(Invariant($"--seed must be at least 0, but was {call.GetValue(Seed)}."));

    private static int Run(ParseResult call, string name, Func<Fitting, Matrix> make, bool withScores)
    {
        CommonOptions common = CommonOptions.Of(call);
        string folder = GlmOptions.FolderOf(call);
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
        Warnings.Print(all.Warnings, call.InvocationConfiguration.Error);
        Matrix values = make(all);
        string[] neurons = [.. all.Fits.Select(f => f.Neuron)];
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, name + ".tsv");
        TsvWriter.WriteMatrix(path, values, neurons);
        var summary = new Summary().Add("file", path).Add("neurons", neurons).Add("bins", values.Rows);
        if (withScores)
        {
            EncodingScore[] scores = [.. all.Fits.Select((f, k) => EncodingStudy.ScoreOf(f, all.DataOf(k), k))];
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

    /// <summary>Fits beside the recording that they are used on; response k is that of fit k.</summary>
    private sealed class Fitting(FittedModels fitted, EncodingRecording recording)
    {
        private readonly int[] _places =
        [
            .. fitted.Fits.Select(f => recording.Neurons.Index().First(n => n.Item == f.Neuron).Index),
        ];

        private GlmData? _shared;

        public IReadOnlyList<GlmFit> Fits => fitted.Fits;

        /// <summary>Gets what a reader should know of the recording and its bins, each sentence once.</summary>
        public IReadOnlyList<string> Warnings =>
            [
                .. recording.Warnings,
                .. Enumerable
                    .Range(0, fitted.Model.IsRelative ? Fits.Count : Math.Min(1, Fits.Count))
                    .SelectMany(k => DataOf(k).Design.Warnings)
                    .Distinct(),
            ];

        public static Fitting Of(ParseResult call, ModelFile file)
        {
            FittedModels fitted = FittedModelFile.Read(call.GetRequiredValue(Fitted));
            EncodingRecording recording = file.ReadRecording();
            string? absent = fitted
                .Fits.Select(f => f.Neuron)
                .Concat(fitted.Population ?? [])
                .FirstOrDefault(n => !recording.Neurons.Contains(n));
            return absent is null
                ? new Fitting(fitted, fitted.Population is { } all ? recording.Only(all) : recording)
                : throw new ArgumentException(
                    $"{file.Path}: the recording has no responses of '{absent}', which the fitted model is of."
                );
        }

        public GlmData DataOf(int k) =>
            fitted.Model.IsRelative
                ? Ordered(fitted.Model.On(recording, Fits[k].Blocks, Fits[k].Neuron))
                : _shared ??= Ordered(fitted.Model.On(recording, Fits[0].Blocks));

        /// <summary>A column for each fit.</summary>
        public Matrix Columns(Func<GlmFit, int, GlmData, double[]> make) =>
            Matrix.FromColumnMajor(
                recording.Bins,
                Fits.Count,
                [.. Fits.Index().SelectMany(f => make(f.Item, f.Index, DataOf(f.Index)))]
            );

        /// <summary>What is drawn where neurons see themselves and each other; null where they do not.</summary>
        /// <exception cref="ArgumentException">The activity blew up.</exception>
        public Matrix? Recurrent(ulong seed)
        {
            if (!fitted.Model.IsRelative)
            {
                return null;
            }

            try
            {
                return CoupledPopulation
                    .Of(fitted.Model, recording, Fits)
                    .Draw(seed)
                    .Select([.. Enumerable.Range(0, recording.Bins)], _places);
            }
            catch (InvalidOperationException blownUp)
            {
                throw new ArgumentException(blownUp.Message, blownUp);
            }
        }

        private GlmData Ordered(GlmData data) =>
            data with
            {
                Responses = data.Responses.Select([.. Enumerable.Range(0, data.Responses.Rows)], _places),
                Neurons = [.. Fits.Select(f => f.Neuron)],
            };
    }
}
