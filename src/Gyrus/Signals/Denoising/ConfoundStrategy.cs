using static System.FormattableString;

namespace Gyrus.Signals.Denoising;

/// <summary>Which of fMRIPrep's confounds are regressed out, and which volumes are censored.</summary>
/// <remarks>
/// <para>
/// The parts, each off unless set: movements, tissue means, global signal, slow cosines, CompCor, ICA-AROMA, scrubbing. Volumes
/// before the steady state are always censored. Columns are sorted by name; a missing value in the first row takes the value of
/// the second; means over the kept volumes are removed.
/// </para>
/// <para>
/// It is what nilearn's <c>load_confounds</c> computes; docs/methods/fmriprep-confounds.md lists the differences. Source: Ciric et
/// al. (2017), NeuroImage 154:174, doi:10.1016/j.neuroimage.2017.03.020; Wang et al. (2024), PLoS Comput. Biol. 20:e1011942,
/// doi:10.1371/journal.pcbi.1011942.
/// </para>
/// </remarks>
public sealed partial record ConfoundStrategy
{
    private const string Steady = "non_steady_state_outlier";
    private const string CosinePrefix = "cosine";
    private const string AromaPrefix = "aroma_motion_";

    /// <summary>Gets the expansion of the six movements, or null (default) to leave them out.</summary>
    public ConfoundExpansion? Motion { get; init; }

    /// <summary>Gets the expansion of the means of white matter and cerebrospinal fluid, or null (default) to leave them out.</summary>
    public ConfoundExpansion? WmCsf { get; init; }

    /// <summary>Gets the expansion of the global signal, or null (default) to leave it out.</summary>
    public ConfoundExpansion? GlobalSignal { get; init; }

    /// <summary>Gets a value indicating whether the slow cosines of the table (128 s) are taken: a high-pass filter. Default false.</summary>
    public bool HighPass { get; init; }

    /// <summary>Gets the components of CompCor, or null (default) for none. Needs <see cref="HighPass"/>.</summary>
    public CompCor? CompCor { get; init; }

    /// <summary>Gets how ICA-AROMA is used, or null (default) when it is not.</summary>
    public IcaAroma? IcaAroma { get; init; }

    /// <summary>Gets how volumes are censored for movement, or null (default) when they are not.</summary>
    public Scrubbing? Scrubbing { get; init; }

    /// <summary>Gets a value indicating whether the mean of each column over the kept volumes is removed. Default true.</summary>
    public bool Demean { get; init; } = true;

    /// <summary>Takes the columns and finds the volumes.</summary>
    /// <param name="table">fMRIPrep's table of one run.</param>
    /// <exception cref="ArgumentException">
    /// A column that a part needs is missing, CompCor comes without <see cref="HighPass"/> or without its JSON file, a kept volume has
    /// a missing value, or no volume is kept.
    /// </exception>
    public DenoisingConfounds Select(FmriprepConfounds table)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (CompCor is not null && !HighPass)
        {
            throw new ArgumentException(
                "compcor needs the cosines of the table (high_pass) too: fMRIPrep removed them before it computed the components, and without them the regression would bring slow drifts back."
            );
        }

        var columns = new ConfoundColumns(table);
        columns.AddExpanded("motion", FmriprepConfounds.MotionColumns, Motion);
        columns.AddExpanded("wm_csf", ["csf", "white_matter"], WmCsf);
        columns.AddExpanded("global_signal", ["global_signal"], GlobalSignal);
        columns.AddNamed("compcor", CompCor?.Choose(table) ?? []);
        if (HighPass)
        {
            columns.AddNamed("high_pass", table.StartingWith(CosinePrefix));
        }

        if (IcaAroma == Denoising.IcaAroma.Basic)
        {
            columns.AddAroma([.. table.StartingWith(AromaPrefix)]);
        }

        columns.RequireAll();
        CensoredVolumes censored = Censored(table, columns.Warnings);
        int[] kept = Kept(table, censored, columns.Warnings);
        Confounds? confounds = columns.Finish(kept, Demean);
        bool hasCosines = confounds?.Names.Any(n => n.StartsWith(CosinePrefix, StringComparison.Ordinal)) ?? false;
        if (HighPass && !hasCosines)
        {
            columns.Warnings.Add(
                $"{table.Name}: the table has no cosine columns, so that nothing of it removes slow drifts."
            );
        }

        return new DenoisingConfounds
        {
            Confounds = confounds,
            KeptSamples = kept.Length < table.Volumes ? kept : null,
            Volumes = table.Volumes,
            Censored = censored,
            HasCosines = hasCosines,
            MeanFramewiseDisplacementMillimetres = table.MeanFramewiseDisplacementMillimetres(),
            Warnings = columns.Warnings,
        };
    }

    /// <summary>Checks that an image is one that the strategy can be used on.</summary>
    /// <param name="imageName">The name of the file.</param>
    /// <returns>What is doubtful, in full sentences.</returns>
    /// <exception cref="ArgumentException">ICA-AROMA is meant to be done already, but the image is another one.</exception>
    public IReadOnlyList<string> CheckImage(string imageName)
    {
        ArgumentNullException.ThrowIfNull(imageName);
        bool isDenoised = imageName.Contains("nonaggr", StringComparison.OrdinalIgnoreCase);
        if (IcaAroma == Denoising.IcaAroma.Full && !isDenoised)
        {
            throw new ArgumentException(
                $"{imageName}: ica_aroma (full) needs the image that was denoised non-aggressively, such as …_desc-smoothAROMAnonaggr_bold.nii.gz, but this is another one. Give that image, or regress the components out (ica_aroma basic)."
            );
        }

        return isDenoised && IcaAroma != Denoising.IcaAroma.Full
            ?
            [
                $"{imageName}: the image was denoised by ICA-AROMA already; regressing other confounds out of it can bring removed variance back. The strategy ica_aroma is meant for it.",
            ]
            : [];
    }

    private CensoredVolumes Censored(FmriprepConfounds table, List<string> warnings)
    {
        var steady = new SortedSet<int>();
        foreach (string column in table.StartingWith(Steady))
        {
            ReadOnlySpan<double> flags = table.Column(column);
            for (int t = 0; t < flags.Length; t++)
            {
                if (flags[t] != 0)
                {
                    steady.Add(t);
                }
            }
        }

        IReadOnlyList<int> outliers = Scrubbing is null ? [] : Outliers(Scrubbing, table, warnings);
        return new CensoredVolumes
        {
            NonSteadyState = [.. steady],
            MotionOutliers = outliers,
            ShortPieces = Scrubbing?.ShortPieces(outliers, table.Volumes) ?? [],
        };
    }

    private static IReadOnlyList<int> Outliers(Scrubbing scrubbing, FmriprepConfounds table, List<string> warnings)
    {
        ReadOnlySpan<double> displacement = [];
        if (scrubbing.FramewiseDisplacementMillimetres is not null)
        {
            displacement =
                table.FramewiseDisplacements()?.ToArray()
                ?? throw new ArgumentException(
                    $"{table.Name}: scrub needs the column 'framewise_displacement', or the six movements to compute it from. {table.Found()}"
                );
            if (!table.Has(FmriprepConfounds.Displacement))
            {
                warnings.Add(
                    $"{table.Name}: the table has no column 'framewise_displacement'; it was computed from the six movements (Power, 50 mm)."
                );
            }
        }

        if (scrubbing.StandardisedDvars is not null && !table.Has(FmriprepConfounds.StandardisedDvars))
        {
            throw new ArgumentException(
                $"{table.Name}: scrub needs the column 'std_dvars', but the table lacks it. Scrub by framewise displacement alone (--std-dvars-threshold 0), or compute it from the image (gyrus quality). {table.Found()}"
            );
        }

        ReadOnlySpan<double> dvars = scrubbing.StandardisedDvars is null
            ? []
            : table.Column(FmriprepConfounds.StandardisedDvars);
        return scrubbing.Outliers(displacement, dvars);
    }

    private int[] Kept(FmriprepConfounds table, CensoredVolumes censored, List<string> warnings)
    {
        HashSet<int> gone = [.. censored.NonSteadyState, .. censored.MotionOutliers, .. censored.ShortPieces];
        int[] kept = [.. Enumerable.Range(0, table.Volumes).Where(t => !gone.Contains(t))];
        if (kept.Length == 0)
        {
            throw new ArgumentException(
                Invariant(
                    $"{table.Name}: all {table.Volumes} volumes are censored: {censored.NonSteadyState.Count} before the steady state, {censored.MotionOutliers.Count} with movement above the thresholds ({Scrubbing?.FramewiseDisplacementMillimetres?.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture) ?? "no"} mm, DVARS {Scrubbing?.StandardisedDvars?.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture) ?? "no"}), {censored.ShortPieces.Count} in pieces shorter than {Scrubbing?.SegmentVolumes ?? 0}. Leave the run out, or raise the thresholds."
                )
            );
        }

        if (2 * kept.Length < table.Volumes)
        {
            warnings.Add(
                Invariant(
                    $"{table.Name}: {gone.Count} of {table.Volumes} volumes are censored, more than half of the run. Consider leaving it out."
                )
            );
        }

        return kept;
    }
}
