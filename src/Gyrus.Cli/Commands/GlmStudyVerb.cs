using System.CommandLine;
using Gyrus.Cli.Running;
using Gyrus.IO;
using Gyrus.IO.EncodingModels;
using Gyrus.Pipelines.EncodingModels;
using Gyrus.Report.EncodingModels;
using Gyrus.Report.Figures;

namespace Gyrus.Cli.Commands;

/// <summary>The verbs of <c>gyrus glm</c> that fit: they differ in what they ask of the study only.</summary>
internal static class GlmStudyVerb
{
    private static readonly Option<bool> Nested = new("--nested")
    {
        Description =
            "Score the whole procedure too: the cross-validation is done again inside each training set, and its choice is scored on the fold that had no part in it. Takes as many cross-validations as there are folds.",
    };

    /// <summary><c>gyrus glm fit</c>.</summary>
    public static Command Fit() =>
        Create(
            "fit",
            """
            Fit the model of each neuron at the strength that the model file states.

            Without "regularizer": { "strength": … } that is 1, at which often nothing is left: 'path' and 'cv' find better ones.
            Writes coefficients.tsv, blocks.tsv (the norm of each block, and whether it is in the model), gaps.tsv (how far each fit can be
            from its optimum), scores.tsv, rescaling.tsv and residuals.tsv (whether the fit leaves something unexplained in time), the fitted
            model (fitted.json, fitted.npz), which 'predict' and 'simulate' read, and report.html.

            Examples:
              gyrus glm fit model.json --out fit
              gyrus glm fit model.json --out fit --threads 2 --json
            """,
            static (study, cancel) => study.Fit(cancel),
            static (study, cancel) => study.Fit(cancel),
            GlmMemory.Most
        );

    /// <summary><c>gyrus glm path</c>.</summary>
    public static Command Path() =>
        Create(
            "path",
            """
            Follow the model of each neuron along all strengths of the penalty, and find where each covariate leaves it.

            The largest strength, at which nothing is left, follows from the data. Writes path.tsv (the norm of each block at each strength),
            vanish.tsv, gaps.tsv, a figure and report.html. A covariate that leaves late is not proved to matter: noise is fitted too while
            the penalty is weak. Use 'cv', 'select' and 'compare' to decide.

            Examples:
              gyrus glm path model.json --out path
            """,
            static (study, cancel) => study.Path(cancel),
            static (study, cancel) => study.Path(cancel),
            GlmMemory.Most
        );

    /// <summary><c>gyrus glm cv</c>.</summary>
    public static Command CrossValidate() =>
        Create(
            "cv",
            """
            Choose the strength of each neuron's penalty on trials that are left out, and say which covariates the chosen model holds.

            Folds never split a trial; "folds": { "gapBins": n } leaves out bins near the seams. By default the sparsest model is taken that is within
            one standard error of the best. The selected blocks are then fitted again without the penalty, with intervals that allow for
            autocorrelation. Writes cv.tsv, chosen.tsv, path.tsv, coefficients.tsv, effects.tsv, curves.tsv, maps.tsv, scores.tsv, gaps.tsv,
            rescaling.tsv and residuals.tsv (goodness of fit), with --nested nested.tsv, of groups that overlap groups.tsv, of features of 'self' and
            'others' coupling.tsv, the fitted model, figures and report.html.

            Examples:
              gyrus glm cv model.json --out cv
              gyrus glm cv model.json --nested --out cv
            """,
            static (study, cancel) => study.CrossValidate(cancel),
            static (study, cancel) => study.CrossValidate(cancel),
            Nested,
            GlmMemory.Most
        );

    /// <summary><c>gyrus glm select</c>.</summary>
    public static Command Select() =>
        Create(
            "select",
            """
            Stability selection: how often is each covariate selected on random halves of the trials?

            Both halves of many random splits follow the path until a set number of blocks is in; the share of halves that selected a block is its
            frequency. Writes selection.tsv, bounds.tsv (on the expected number of wrongly stable blocks), a figure and report.html.

            Examples:
              gyrus glm select model.json --out select
            """,
            static (study, cancel) => study.Select(cancel),
            null
        );

    /// <summary><c>gyrus glm compare</c>.</summary>
    public static Command Compare() =>
        Create(
            "compare",
            """
            Compare nested models on trials that are left out: does a covariate raise the held-out log-likelihood?

            From the constant model, the block that helps most is added while a signed-rank test over the folds says that it helps. Models are fitted
            at the strength that the model file states. Scores are bits per spike beyond a constant rate (bits per sample of Gaussian and Gamma
            responses). Writes comparison.tsv, with "comparison": { "shifts": n } shifts.tsv (the model of all covariates on shifted responses),
            a figure and report.html.

            Examples:
              gyrus glm compare model.json --out compare
            """,
            static (study, cancel) => study.Compare(cancel),
            null
        );

    private static Verb Create(
        string name,
        string text,
        Func<EncodingStudy, CancellationToken, EncodingResult> work,
        Func<CategoricalEncodingStudy, CancellationToken, CategoricalEncodingResult>? ofClasses,
        params ReadOnlySpan<Option> own
    )
    {
        var command = new Verb(
            name,
            text.TrimEnd()
                + """


                Many neurons are divided among processes or the nodes of a cluster by --plan: tasks of --neurons-per-task neurons, which write
                folders parts/0001 and so on below --out, and one that joins them (see 'gyrus glm join'). Tables and fitted model are the bytes that
                this call writes without --plan; report.html lists the neurons, and figures are in the folders of the parts.
                """
                + "\n\nExit codes: 0 done, 1 wrong usage or input, 3 done but a fit did not reach its certificate."
        );
        foreach (Option option in own)
        {
            command.Add(option);
        }

        GlmPartOptions.AddTo(command);
        GlmOptions.AddTo(command);
        command.SetAction((call, cancellationToken) => RunAsync(call, work, ofClasses, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        ParseResult call,
        Func<EncodingStudy, CancellationToken, EncodingResult> work,
        Func<CategoricalEncodingStudy, CancellationToken, CategoricalEncodingResult>? ofClasses,
        CancellationToken cancellationToken
    )
    {
        var recorder = new RunRecorder(call, GlmPartOptions.Division);
        CommonOptions common = CommonOptions.Of(call);
        string output = GlmOptions.FolderOf(call);
        BackEnd.Choose();
        ModelFile file = ModelFile.Read(call.GetRequiredValue(GlmOptions.Model));
        file = call.GetValue(Nested) ? file with { Model = file.Model with { IsNested = true } } : file;
        if (file.Model.Categorical is not null)
        {
            GlmCategorical.Require(call, file, ofClasses is not null);
            return await GlmCategorical.RunAsync(call, file, recorder, ofClasses!, cancellationToken);
        }

        if (PlanOptions.FolderOf(call) is not null)
        {
            if (call.GetValue(GlmMemory.Most) is not null)
            {
                throw new ArgumentException(
                    $"{GlmMemory.Most.Name} bounds the memory of this call; the tasks of a plan have --task-memory. Call the verb without one of the two."
                );
            }

            return GlmPlan.Write(call, file, output);
        }

        GlmPartOptions.RequireUse(call);
        string folder = GlmPartOptions.FolderOf(call, output);
        IReadOnlyList<string>? neurons = GlmPartOptions.NeuronsOf(call);
        EncodingResult result = await ProgressDisplay.RunAsync(
            common,
            call.InvocationConfiguration.Error,
            progress =>
            {
                EncodingStudy study = GlmMemory.Study(
                    call,
                    file,
                    recording => new EncodingStudy
                    {
                        Model = file.Model,
                        Recording = recording,
                        Neurons = neurons,
                        Threads = common.Threads,
                        Progress = progress,
                    }
                );
                return work(study, cancellationToken) with
                {
                    Provenance = recorder.Finish(
                        [file.Path, .. file.Sources.Files],
                        common.Threads,
                        file.Model.Seed,
                        cancellationToken
                    ),
                };
            }
        );
        Write(folder, file, result, isPart: neurons is not null);
        return GlmSummary.Print(call, common, folder, result);
    }

    /// <summary>The report comes last: when it is there, all is there.</summary>
    private static void Write(string folder, ModelFile file, EncodingResult result, bool isPart)
    {
        string page = new EncodingReport { Result = result }
            .ToReport()
            .ToHtml();
        EncodingFolder.Write(folder, result);
        if (result.Fits.Count > 0)
        {
            FittedModelFile.Write(folder, file, result.Fits, result.Recording.Neurons);
        }

        if (isPart)
        {
            EncodingParts.Write(folder, EncodingPart.Of(result));
        }

        foreach ((string name, Figure figure) in EncodingFigures.ToFiles(result))
        {
            FigureFile.Write(System.IO.Path.Combine(folder, name + ".svg"), figure);
            FigureFile.Write(System.IO.Path.Combine(folder, name + ".png"), figure);
        }

        AtomicFile.WriteText(System.IO.Path.Combine(folder, StudyOutput.ReportName), page);
    }
}
