using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Signals;

/// <summary>
/// Takes from region signals what is not of interest: drifts, frequencies outside a band, confounds, censored volumes.
/// </summary>
/// <remarks>
/// <para>
/// In each run, in this order: cosine drifts are added to the confounds; censored volumes are replaced by a not-a-knot
/// cubic spline (Butterworth) or left out; signals and confounds alike are detrended and filtered; the replaced volumes are
/// left out; the confounds are scaled and regressed out, by a pivoted QR with its rank; the signals are standardised.
/// </para>
/// <para>
/// Filtering the confounds like the signals keeps the regression from bringing removed frequencies back: Lindquist et al.
/// (2019), Hum. Brain Mapp. 40:2358, doi:10.1002/hbm.24528. The steps and defaults follow nilearn's <c>signal.clean</c>;
/// docs/methods/signal-cleaning.md lists the differences.
/// </para>
/// </remarks>
public sealed partial record SignalCleaner
{
    /// <summary>Gets whether the mean and the straight line are removed first, from signals and confounds. Default true.</summary>
    public bool Detrend { get; init; } = true;

    /// <summary>Gets the scale of the result. Default z-scores.</summary>
    public Standardize Standardize { get; init; } = Standardize.ZScore;

    /// <summary>Gets how frequencies are removed; nothing is filtered when no edge is set. Default Butterworth.</summary>
    public FilterKind Filter { get; init; } = FilterKind.Butterworth;

    /// <summary>Gets the lower edge of the pass band in Hz, or null for none. Positive.</summary>
    public double? HighPassHz
    {
        get;
        init => field = value is { } hz ? Require.Positive(hz, nameof(HighPassHz)) : null;
    }

    /// <summary>Gets the upper edge of the pass band in Hz, or null for none. Positive. Butterworth only.</summary>
    public double? LowPassHz
    {
        get;
        init => field = value is { } hz ? Require.Positive(hz, nameof(LowPassHz)) : null;
    }

    /// <summary>Gets the repetition time in seconds, or null to take the one that the signals carry. Positive.</summary>
    public double? RepetitionTimeSeconds
    {
        get;
        init => field = value is { } s ? Require.Positive(s, nameof(RepetitionTimeSeconds)) : null;
    }

    /// <summary>Gets the order of the Butterworth prototype. 1 … 16, default 5.</summary>
    public int ButterworthOrder
    {
        get;
        init => field = (int)Require.Between(1, 16, value, nameof(ButterworthOrder));
    } = 5;

    /// <summary>Gets how signals are continued beyond their ends for the Butterworth filter. Default odd.</summary>
    public FilterPadding Padding { get; init; } = FilterPadding.Odd;

    /// <summary>Gets by how many volumes, or null for the rule of <see cref="ButterworthFilter"/>. At least 0.</summary>
    public int? PadLength
    {
        get;
        init => field = value is { } length ? Require.AtLeast(0, length, nameof(PadLength)) : null;
    }

    /// <summary>Gets what the Butterworth filter sees beyond the first and the last kept volume. Default: nothing.</summary>
    public CensoredEdges CensoredEdges { get; init; } = CensoredEdges.Drop;

    /// <summary>Gets how confounds are scaled. Default z-scores.</summary>
    public ConfoundScale ConfoundScale { get; init; } = ConfoundScale.ZScore;

    /// <summary>Gets what is done with NaN in a confound. Default: an error that names it.</summary>
    public ConfoundMissing ConfoundMissing { get; init; } = ConfoundMissing.Error;

    /// <summary>Gets what is done with NaN or infinity in a signal. Default: an error that names it.</summary>
    public NonFiniteSamples NonFiniteSamples { get; init; } = NonFiniteSamples.Error;

    /// <summary>Cleans the signals of one subject.</summary>
    /// <param name="signals">The signals; they stay as they are.</param>
    /// <param name="inputs">Confounds, kept volumes and runs, where there are any.</param>
    /// <returns>The cleaned signals, one row per kept volume, with what the cleaning took and warnings.</returns>
    /// <exception cref="ArgumentException">
    /// The inputs do not fit the signals, hold NaN, or cannot be filtered as the options say; the message names the place.
    /// </exception>
    public CleanedSignals Clean(RegionSignals signals, CleaningInputs? inputs = null)
    {
        ArgumentNullException.ThrowIfNull(signals);
        inputs ??= new CleaningInputs();
        var warnings = new List<string>();
        double? repetitionTime = CheckFilter(signals, warnings);
        IReadOnlyList<CleaningRun> runs = CleaningRun.Split(signals, inputs);
        Matrix values = FiniteSignals(signals, runs, warnings);
        Confounds? confounds = FiniteConfounds(signals, inputs.Confounds, runs, warnings);

        int kept = runs.Sum(r => r.Kept.Length);
        var result = new Matrix(kept, values.Columns);
        var taken = new DegreesOfFreedom
        {
            Samples = 0,
            Trend = 0,
            Filter = 0,
            Confounds = 0,
        };
        var flat = new SortedSet<int>();
        int row = 0;
        foreach (CleaningRun run in runs)
        {
            var cleaning = new RunCleaning(this, repetitionTime, (signals.Subject, run), confounds, warnings);
            cleaning.Clean(values, result, row, flat);
            row += run.Kept.Length;
            taken = DegreesOfFreedom.Add(taken, cleaning.Taken);
        }

        WarnOfFlat(signals, flat, warnings);
        WarnOfRank(signals, taken, warnings);
        return new CleanedSignals
        {
            Signals = new RegionSignals(signals.Subject, result, signals.Regions)
            {
                RepetitionTimeSeconds = signals.RepetitionTimeSeconds ?? repetitionTime,
            },
            KeptSamples = [.. runs.SelectMany(r => r.Kept.Select(t => r.Start + t))],
            DegreesOfFreedom = taken,
            Warnings = warnings,
        };
    }

    private void WarnOfFlat(RegionSignals signals, SortedSet<int> flat, List<string> warnings)
    {
        if (flat.Count > 0)
        {
            string what =
                Standardize == Standardize.PercentSignalChange ? "are constant or have no mean" : "are constant";
            warnings.Add(
                Invariant(
                    $"{signals.Subject}: {flat.Count} of {signals.Regions.Count} regions {what} once cleaned and become zeros: {Few(flat.Select(j => signals.Regions[j].Name))}. Leave them out of a connectome."
                )
            );
        }
    }

    private static void WarnOfRank(RegionSignals signals, DegreesOfFreedom taken, List<string> warnings)
    {
        if (taken.Remaining < signals.Regions.Count)
        {
            warnings.Add(
                Invariant(
                    $"{signals.Subject}: about {taken.Remaining:0} of {taken.Samples} degrees of freedom remain after cleaning, fewer than the {signals.Regions.Count} regions: their covariance is singular or nearly so."
                )
            );
        }
    }

    /// <summary>The first names of a list, and how many more there are.</summary>
    private static string Few(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return string.Join(", ", all.Take(8)) + (all.Length > 8 ? Invariant($" and {all.Length - 8} more") : "");
    }
}
