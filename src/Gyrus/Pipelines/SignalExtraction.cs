using Gyrus.Imaging;
using Gyrus.Numerics;
using Gyrus.Signals;

namespace Gyrus.Pipelines;

/// <summary>From recordings and an atlas to clean region signals: extraction, confounds of the image, cleaning.</summary>
/// <remarks>
/// The image's own high-variance confounds come first, then the subject's, as in nilearn's maskers. Subjects whose images lie
/// on one grid share the extraction matrix, which is made once.
/// </remarks>
public sealed record SignalExtraction
{
    /// <summary>Gets how regions are read from an image.</summary>
    public RegionExtractor Extractor { get; init; } = new();

    /// <summary>Gets how the signals are cleaned.</summary>
    public SignalCleaner Cleaner { get; init; } = new();

    /// <summary>Gets the most subjects worked on at the same time. At least 1; 1. The result does not depend on it.</summary>
    public int Threads
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Threads));
    } = 1;

    /// <summary>Gets who remembers what was extracted before, or null. The result is the same to the bit.</summary>
    public IExtractionMemory? Memory { get; init; }

    /// <summary>Extracts and cleans the signals of all subjects.</summary>
    /// <param name="scans">The subjects.</param>
    /// <param name="atlas">The regions.</param>
    /// <param name="progress">Is told how many volumes of all subjects have been read.</param>
    /// <param name="cancellationToken">Stops between volumes.</param>
    /// <returns>One result per subject, in their order.</returns>
    /// <exception cref="ArgumentException">Inputs do not fit each other; the message names the subject.</exception>
    /// <exception cref="InvalidDataException">An image is damaged.</exception>
    public IReadOnlyList<SubjectSignals> Extract(
        IReadOnlyList<SubjectScan> scans,
        IAtlas atlas,
        IProgress<WorkProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(scans);
        ArgumentNullException.ThrowIfNull(atlas);
        foreach (SubjectScan scan in scans)
        {
            RequireUsable(scan);
        }

        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Threads, CancellationToken = cancellationToken };
        string?[] keys = Keys(scans, atlas);
        var extracted = new ExtractedSignals?[scans.Count];
        Parallel.For(
            0,
            scans.Count,
            parallel,
            k => extracted[k] = keys[k] is { } key ? Memory?.Recall(scans[k], atlas, key) : null
        );
        ExtractionPlan?[] plans = Plans(scans, extracted, atlas);
        var results = new SubjectSignals[scans.Count];
        var volumes = new VolumeProgress(scans, progress);
        Parallel.For(
            0,
            scans.Count,
            parallel,
            k =>
            {
                IProgress<WorkProgress>? mine = volumes.Of(k);
                if (plans[k] is { } plan)
                {
                    extracted[k] = Extract(scans[k], plan, mine, cancellationToken);
                    if (keys[k] is { } key)
                    {
                        Memory?.Remember(scans[k], atlas, key, extracted[k]!);
                    }
                }
                else
                {
                    mine?.Report(new WorkProgress("", 1, 1));
                }

                results[k] = Clean(scans[k], extracted[k]!);
            }
        );
        return results;
    }

    /// <summary>Checked before hours are spent on the images.</summary>
    private void RequireUsable(SubjectScan scan)
    {
        bool filters = Cleaner.HighPassHz is not null || Cleaner.LowPassHz is not null;
        if (filters && Cleaner.RepetitionTimeSeconds is null && scan.Bold.RepetitionTimeSeconds is null)
        {
            throw new ArgumentException(
                $"{scan.Subject}: filtering needs the repetition time, but the image does not say it. "
                    + "Give it (--tr SECONDS), or do not filter (--high-pass 0)."
            );
        }

        if (scan.Confounds is { } confounds && confounds.Samples != scan.Bold.Count)
        {
            throw new ArgumentException(
                $"{scan.Subject}: expected one confound row per volume ({scan.Bold.Count}), but got {confounds.Samples}. "
                    + "Is the table of another run?"
            );
        }
    }

    private string?[] Keys(IReadOnlyList<SubjectScan> scans, IAtlas atlas)
    {
        Dictionary<Grid, string?> byGrid = Memory is null
            ? []
            : scans
                .Select(s => s.Bold.Grid)
                .Distinct()
                .ToDictionary(g => g, g => ExtractionKey.Of(Extractor, atlas, g));
        return [.. scans.Select(s => byGrid.GetValueOrDefault(s.Bold.Grid))];
    }

    /// <summary>One plan for all scans on one grid; none for what is known already.</summary>
    private ExtractionPlan?[] Plans(IReadOnlyList<SubjectScan> scans, ExtractedSignals?[] known, IAtlas atlas)
    {
        // Threads that subjects share are not given to each of them again.
        int left = known.Count(e => e is null);
        int each = Math.Max(1, Threads / Math.Max(1, Math.Min(Threads, left)));
        RegionExtractor extractor = Extractor with { Threads = each };
        var plans = new ExtractionPlan?[scans.Count];
        for (int k = 0; k < scans.Count; k++)
        {
            int same = Enumerable
                .Range(0, k)
                .FirstOrDefault(j => plans[j] is not null && scans[j].Bold.Grid.Equals(scans[k].Bold.Grid), -1);
            plans[k] =
                known[k] is not null ? null
                : same >= 0 ? plans[same]
                : extractor.Prepare(atlas, scans[k].Bold.Grid);
        }

        return plans;
    }

    private static ExtractedSignals Extract(
        SubjectScan scan,
        ExtractionPlan plan,
        IProgress<WorkProgress>? progress,
        CancellationToken cancellationToken
    ) =>
        plan.Extract(
            scan.Bold,
            new ExtractionRun
            {
                Subject = scan.Subject,
                Progress = progress,
                CancellationToken = cancellationToken,
            }
        );

    private SubjectSignals Clean(SubjectScan scan, ExtractedSignals extracted)
    {
        Confounds[] confounds = [.. new[] { extracted.HighVariance, scan.Confounds }.OfType<Confounds>()];
        CleanedSignals cleaned = Cleaner.Clean(
            extracted.Signals,
            new CleaningInputs
            {
                Confounds = confounds.Length > 0 ? Confounds.Join(confounds) : null,
                KeptSamples = scan.KeptSamples,
            }
        );
        var quality = new ScanQuality
        {
            Volumes = extracted.Signals.Samples,
            KeptVolumes = cleaned.KeptSamples.Count,
            DegreesOfFreedomRemaining = cleaned.DegreesOfFreedom.Remaining,
            MeanFramewiseDisplacementMillimetres = scan.MeanFramewiseDisplacementMillimetres,
        };
        return new SubjectSignals
        {
            Cleaned = cleaned with { Signals = cleaned.Signals with { Quality = quality } },
            Confounds = [.. confounds.SelectMany(c => c.Names)],
            Warnings = [.. extracted.Warnings, .. cleaned.Warnings],
        };
    }
}
