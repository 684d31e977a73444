using System.CommandLine;
using Gyrus.Cli.Running;
using Gyrus.Imaging;
using Gyrus.IO.Bids;
using Gyrus.IO.Caching;
using Gyrus.IO.Tables;
using Gyrus.Numerics;
using Gyrus.Pipelines;
using Gyrus.Pipelines.Participants;

namespace Gyrus.Cli.Commands;

/// <summary>One run of a data set, from its image to its correlations. What is read once for all runs is here.</summary>
internal sealed class BidsRunExtraction
{
    private readonly ParseResult _call;
    private readonly IAtlas _atlas;
    private readonly RunAnalysis _analysis;
    private readonly CacheFolder? _work;
    private readonly string _dataset;

    /// <summary>Reads what a call says of all runs.</summary>
    /// <exception cref="ArgumentException">Options do not fit each other.</exception>
    public BidsRunExtraction(ParseResult call, BidsDataset dataset)
    {
        _call = call;
        _dataset = dataset.Folder + Path.DirectorySeparatorChar;
        CleaningOptions.Of(call);
        _analysis = new RunAnalysis
        {
            Estimator = BidsOptions.EstimatorOf(call),
            DeadRegions = EstimationOptions.DeadRegionsOf(call),
        };
        _work = BidsOptions.WorkOf(call);
        _atlas = RegionOptions.AtlasOf(call)!;
        AtlasLabel = ExtractionInputs.LabelOf(_atlas.Name);
    }

    /// <summary>Gets the name of the atlas, as file names have it.</summary>
    public string AtlasLabel { get; }

    /// <summary>Gets the regions of the atlas.</summary>
    public IReadOnlyList<Signals.Region> Regions => _atlas.Regions;

    /// <summary>A message without the folder of the data set.</summary>
    public string WithoutFolder(string text) => text.Replace(_dataset, "", StringComparison.Ordinal);

    /// <summary>Extracts, cleans and analyses a run.</summary>
    /// <returns>The run, or why it cannot be used.</returns>
    /// <exception cref="IOException">A file cannot be read, though it is there.</exception>
    public (AnalysedRun? Used, Exclusion? Excluded) Analyse(
        BidsRun run,
        int threads,
        IProgress<WorkProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return (Use(run, threads, progress, cancellationToken), null);
        }
        catch (Exception error) when (IsOfTheRun(error))
        {
            string[] files =
            [
                .. new[] { run.Image, run.Confounds, run.BrainMask }.OfType<string>(),
                .. RegionOptions.FilesOf(_call),
            ];
            string reason = Warnings.WithoutFolders(UserError.Explain(error)!, files);
            return (
                null,
                new Exclusion(
                    "sub-" + run.Participant,
                    run.Session,
                    run.Name,
                    Exclusion.ParticipantLevel,
                    Without(run.Name + ": ", WithoutFolder(reason))
                )
            );
        }
    }

    private static string Without(string start, string text) =>
        text.StartsWith(start, StringComparison.Ordinal) ? text[start.Length..] : text;

    /// <summary>Whether something is wrong with the run itself. A disk that fails may not fail tomorrow: no reason to leave a run out.</summary>
    private static bool IsOfTheRun(Exception error) =>
        error switch
        {
            AggregateException many => many.InnerExceptions.All(IsOfTheRun),
            ArgumentException
            or InvalidDataException
            or NotSupportedException
            or FileNotFoundException
            or ArithmeticException => true,
            _ => false,
        };

    private AnalysedRun Use(
        BidsRun run,
        int threads,
        IProgress<WorkProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        if (run.MissingContent() is { } missing)
        {
            throw new ArgumentException(
                $"{missing}: its content is not here, only a link to it. Get the content first (datalad get)."
            );
        }

        if (run.Confounds is null && DenoiseOptions.Of(_call) is not null)
        {
            throw new ArgumentException($"{run.Name}: {run.ConfoundsProblem} To go without confounds: --denoise none.");
        }

        var recorder = new RunRecorder(
            _call,
            [.. BidsOptions.Choices, .. BidsCommand.UnusedByParticipants],
            reproducible: true
        );
        ExtractionCache? cache = _work is null
            ? null
            : new ExtractionCache(_work, recorder.Hashes, scan => (scan.Bold as BoldImage)?.Files ?? []);
        ExtractionInputs inputs = ExtractionOptions
            .Of(
                _call,
                [run.Image],
                threads,
                (
                    _atlas,
                    MaskSource.Of(_call, run.BrainMask),
                    ConfoundOptions.OfRun(_call, run.Image, run.Confounds),
                    JoinsRuns: false
                )
            )
            .Remembering(cache)
            .WithMask(progress, cancellationToken);
        SubjectSignals signals = inputs.Extract(progress, cancellationToken)[0];
        cache?.Trim();
        string[] odd =
        [
            .. inputs.AllWarnings([signals]).Select(WithoutFolder),
            .. run.BrainMask is null && MaskSource.WantsBrain(_call)
                ? (string[])[$"{run.Name}: no brain mask lies beside the image, so voxels outside the brain count too."]
                : [],
        ];
        inputs.Describe(recorder, [signals]).Add("space", run.Space);
        AnalysedRun analysed = _analysis.Analyse(run.Name, signals with { Warnings = odd }, cancellationToken);
        return analysed with
        {
            Session = run.Session,
            Space = run.Space,
            Displacement = DisplacementOf(run, signals),
            Provenance = recorder.Finish(inputs.Files, 1, cancellationToken: cancellationToken),
        };
    }

    private static double[]? DisplacementOf(BidsRun run, SubjectSignals signals) =>
        run.Confounds is { } table && FmriprepTable.Read(table).FramewiseDisplacements() is { } all
            ? [.. signals.Cleaned.KeptSamples.Select(t => all[t])]
            : null;
}
