using Gyrus.Cli.Running;
using Gyrus.Imaging;
using Gyrus.IO.Bids;
using Gyrus.Numerics;
using Gyrus.Pipelines;
using static System.FormattableString;

namespace Gyrus.Cli.Commands;

/// <summary>What a call says of its images: opened, not yet read.</summary>
internal sealed record ExtractionInputs
{
    /// <summary>Gets the regions; those of a mask's voxels are there once <see cref="WithMask"/> has made it.</summary>
    public IAtlas Atlas
    {
        get => field ?? throw new InvalidOperationException("The voxels are those of a mask: make it first.");
        init;
    } = null!;

    /// <summary>Gets the subjects.</summary>
    public required IReadOnlyList<SubjectScan> Scans { get; init; }

    /// <summary>Gets the paths of all inputs, for the provenance.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Gets what is odd about the atlas and about the headers of the images.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Gets where the mask comes from, or null for none.</summary>
    public MaskSource? Mask { get; init; }

    /// <summary>Gets whether every voxel of the mask is a region.</summary>
    public bool TakesVoxels { get; init; }

    /// <summary>Gets whether the runs of a subject are joined once each is cleaned.</summary>
    public bool JoinsRuns { get; init; }

    /// <summary>Gets what was taken from fMRIPrep's tables, or null when the call names columns itself.</summary>
    public Denoising? Denoising { get; init; }

    /// <summary>Gets how to extract and clean.</summary>
    public required SignalExtraction Extraction { get; init; }

    /// <summary>The inputs with their mask, which is read or computed here: it may take a pass over the images.</summary>
    public ExtractionInputs WithMask(IProgress<WorkProgress>? progress, CancellationToken cancellationToken)
    {
        if (Mask is null)
        {
            return this;
        }

        ComputedMask mask = Mask.Make([.. Scans.Select(s => s.Bold)], progress, cancellationToken);
        return this with
        {
            Mask = null,
            Warnings = [.. Warnings, .. mask.Warnings],
            Atlas = TakesVoxels ? VoxelsAtlas.Create(Mask.Name, mask.Mask) : Atlas,
            Extraction = Extraction with
            {
                Extractor = Extraction.Extractor with { Mask = TakesVoxels ? null : mask.Mask },
            },
        };
    }

    /// <summary>The same, with what was extracted before taken from a cache; null for none.</summary>
    public ExtractionInputs Remembering(IExtractionMemory? cache) =>
        this with
        {
            Extraction = Extraction with { Memory = cache },
        };

    /// <summary>Extracts and cleans. Warnings name files without their folders: results say nothing of anybody's machine.</summary>
    public IReadOnlyList<SubjectSignals> Extract(IProgress<WorkProgress>? progress, CancellationToken cancellationToken)
    {
        SubjectSignals[] signals =
        [
            .. Extraction
                .Extract(Scans, Atlas, progress, cancellationToken)
                .Select(s => s with { Warnings = [.. s.Warnings.Select(WithoutFolders)] }),
        ];
        return JoinsRuns ? RunOptions.Join(signals, Scans) : signals;
    }

    /// <summary>What is odd about the inputs and the signals, each sentence once, files without their folders.</summary>
    public IReadOnlyList<string> AllWarnings(IReadOnlyList<SubjectSignals> signals) =>
        [.. Warnings.Select(WithoutFolders).Concat(signals.SelectMany(s => s.Warnings)).Distinct()];

    private string WithoutFolders(string warning) => Running.Warnings.WithoutFolders(warning, Files);

    /// <summary>Gets the atlas's name as BIDS writes it.</summary>
    public string AtlasLabel => LabelOf(Atlas.Name);

    /// <summary>
    /// The name of an atlas's file as BIDS writes it: of atlas-msdl_probseg.nii.gz msdl; of atlas-Schaefer2018_desc-100Parcels_dseg.nii.gz
    /// Schaefer2018100Parcels, as other sizes of an atlas are other atlases.
    /// </summary>
    public static string LabelOf(string file)
    {
        var name = BidsName.Parse(file);
        return BidsName.Label((name["atlas"] ?? name["seg"]) is { } label ? label + name["desc"] : name.Suffix);
    }

    private string Kind =>
        Atlas switch
        {
            MapsAtlas => "maps",
            SpheresAtlas => "spheres",
            VoxelsAtlas => "voxels",
            _ => "labels",
        };

    /// <summary>Adds to the record what was done with the images, in words that the methods paragraph can use.</summary>
    public RunRecorder Describe(RunRecorder recorder, IReadOnlyList<SubjectSignals> signals)
    {
        recorder
            .Add("atlas-kind", Kind)
            .Add("detrend", Extraction.Cleaner.Detrend ? "true" : "false")
            .Add("high-variance-confounds", Invariant($"{Extraction.Extractor.HighVariance?.Count ?? 0}"))
            .Add("confounds-used", Confounds(signals));
        Denoising?.Describe(recorder);
        if (Extraction.Cleaner.HighPassHz is null)
        {
            recorder.Add("high-pass", "0");
        }

        return recorder;
    }

    /// <summary>The names, where all images have the same; their number, where a table has no names.</summary>
    private string Confounds(IReadOnlyList<SubjectSignals> signals)
    {
        int own = Extraction.Extractor.HighVariance?.Count ?? 0;
        string[] tables = [.. signals[0].Confounds.Skip(own)];
        bool alike = signals.All(s => s.Confounds.Skip(own).SequenceEqual(tables));
        return string.Join(
            "; ",
            new[]
            {
                own > 0
                    ? FormattableString.Invariant($"{own} time courses of the voxels with the highest variance")
                    : "",
                tables.Length == 0 ? ""
                : alike ? string.Join(", ", tables)
                : FormattableString.Invariant($"{tables.Length} columns of a table per image"),
            }.Where(part => part.Length > 0)
        );
    }
}
