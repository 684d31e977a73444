using Gyrus.IO.Nifti;
using Gyrus.IO.Tables;
using Gyrus.Numerics;
using Gyrus.Pipelines.Phantom;
using Gyrus.Signals.Denoising;
using static System.FormattableString;

namespace Gyrus.IO.Bids;

/// <summary>Writes a simulated BOLD study the way fMRIPrep's derivatives lie on disk, with the truth beside it.</summary>
public sealed record PhantomDataset
{
    private PhantomDataset(
        IReadOnlyList<string> bold,
        IReadOnlyList<string> confounds,
        string atlas,
        string regions,
        string mask
    )
    {
        Bold = bold;
        Confounds = confounds;
        Atlas = atlas;
        Regions = regions;
        Mask = mask;
    }

    /// <summary>Gets the paths of the images, one per run.</summary>
    public IReadOnlyList<string> Bold { get; }

    /// <summary>Gets the paths of the confound tables, one per run.</summary>
    public IReadOnlyList<string> Confounds { get; }

    /// <summary>Gets the path of the probabilistic atlas (4-D, one map per region).</summary>
    public string Atlas { get; }

    /// <summary>Gets the path of the table of regions.</summary>
    public string Regions { get; }

    /// <summary>Gets the path of the brain mask.</summary>
    public string Mask { get; }

    /// <summary>Writes the study below a folder, which is made when it is not there.</summary>
    /// <param name="study">The study; its images are generated volume by volume while they are written.</param>
    /// <param name="folder">The root of the data set.</param>
    /// <param name="threads">Subjects written at the same time, at least 1.</param>
    /// <param name="progress">Is told of every subject.</param>
    /// <param name="cancellationToken">Stops between volumes; the file being written does not appear.</param>
    public static PhantomDataset Write(
        PhantomStudy study,
        string folder,
        int threads = 1,
        IProgress<WorkProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(folder);
        string atlas = Path.Combine(Make(folder, "atlas"), "atlas-phantom_probseg.nii.gz");
        string regions = Path.Combine(folder, "atlas", "atlas-phantom_dseg.tsv");
        string mask = Path.Combine(folder, "atlas", "desc-brain_mask.nii.gz");
        var space = new NiftiWriteOptions { Space = NiftiSpace.Mni152 };
        NiftiWriter.Write(atlas, study.Atlas, space, cancellationToken);
        NiftiWriter.Write(mask, study.Mask, space with { DataType = NiftiDataType.UInt8 });
        LabelTable.Write(regions, study.Regions);

        string[] bold = new string[study.Subjects.Count];
        string[] confounds = new string[study.Subjects.Count];
        int done = 0;
        progress?.Report(new WorkProgress("Simulating", 0, bold.Length));
        Parallel.For(
            0,
            bold.Length,
            new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken },
            k =>
            {
                (bold[k], confounds[k]) = WriteSubject(study, study.Subjects[k], folder, cancellationToken);
                progress?.Report(new WorkProgress("Simulating", Interlocked.Increment(ref done), bold.Length));
            }
        );
        WriteTruth(study, Make(folder, "truth"));
        DatasetDescription.Write(
            folder,
            "Gyrus phantom: simulated BOLD with a known group-sparse connectome",
            "simulate"
        );
        TsvWriter.WriteRows(
            Path.Combine(folder, "participants.tsv"),
            ["participant_id"],
            study.Subjects.Select(PersonOf).Distinct().Select(person => new[] { person })
        );
        return new PhantomDataset(bold, confounds, atlas, regions, mask);
    }

    private static (string Bold, string Confounds) WriteSubject(
        PhantomStudy study,
        PhantomSubject subject,
        string folder,
        CancellationToken cancellationToken
    )
    {
        var name = BidsName.Parse(subject.Name);
        string func = name["ses"] is { } session
            ? Make(folder, PersonOf(subject), "ses-" + session, "func")
            : Make(folder, PersonOf(subject), "func");
        (string, string?)[] entities = [.. name.Entities.Select(e => (e.Key, (string?)e.Value)), ("task", "rest")];
        (string, string?)[] space = [.. entities, ("space", "MNI152NLin2009cAsym"), ("desc", "preproc")];
        string bold = Path.Combine(func, new BidsName(space, "bold", ".nii.gz").ToString());
        NiftiWriter.Write(
            bold,
            subject.Bold,
            new NiftiWriteOptions
            {
                Space = NiftiSpace.Mni152,
                RepetitionTimeSeconds = study.Options.RepetitionTimeSeconds,
                Description = "Gyrus phantom",
            },
            cancellationToken
        );
        NiftiWriter.Write(
            Path.Combine(func, new BidsName([.. space[..^1], ("desc", "brain")], "mask", ".nii.gz").ToString()),
            study.Mask,
            new NiftiWriteOptions { Space = NiftiSpace.Mni152, DataType = NiftiDataType.UInt8 }
        );
        AtomicFile.WriteText(
            Path.ChangeExtension(bold[..^".gz".Length], ".json"),
            Invariant(
                $$"""{ "RepetitionTime": {{study.Options.RepetitionTimeSeconds}}, "TaskName": "rest", "SkullStripped": false }"""
            )
        );
        string confounds = Path.Combine(
            func,
            new BidsName([.. entities, ("desc", "confounds")], "timeseries", ".tsv").ToString()
        );
        FmriprepConfounds table = PhantomConfounds.Of(study, subject, cancellationToken);
        FmriprepTable.WriteComponents(FmriprepTable.SidecarOf(confounds), table.Components!);
        TsvWriter.WriteMatrix(confounds, table.Table.Values, table.Table.Names);
        return (bold, confounds);
    }

    private static void WriteTruth(PhantomStudy study, string folder)
    {
        string[] names = [.. study.Regions.Select(r => r.Name)];
        TsvWriter.WriteMatrix(Path.Combine(folder, "topology.tsv"), study.Topology, names);
        foreach (PhantomSubject subject in study.Subjects)
        {
            TsvWriter.WriteMatrix(Path.Combine(folder, $"{PersonOf(subject)}_precision.tsv"), subject.Precision, names);
            SignalsTable.Write(Path.Combine(folder, $"{subject.Name}_timeseries.tsv"), subject.Signals);
        }
    }

    private static string PersonOf(PhantomSubject subject) => "sub-" + BidsName.Parse(subject.Name)["sub"];

    private static string Make(params string[] parts) => Directory.CreateDirectory(Path.Combine(parts)).FullName;
}
