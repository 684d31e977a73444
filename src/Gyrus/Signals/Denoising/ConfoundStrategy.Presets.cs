namespace Gyrus.Signals.Denoising;

/// <content>The presets of nilearn's <c>load_confounds_strategy</c>.</content>
public sealed partial record ConfoundStrategy
{
    /// <summary>
    /// Cosines, 24 movement columns, means of white matter and cerebrospinal fluid. After Fox et al. (2005), PNAS 102:9673,
    /// doi:10.1073/pnas.0504136102.
    /// </summary>
    public static ConfoundStrategy Simple { get; } =
        new()
        {
            HighPass = true,
            Motion = ConfoundExpansion.Full,
            WmCsf = ConfoundExpansion.Basic,
        };

    /// <summary>
    /// Cosines, 24 movement columns, 8 tissue columns, and censoring. After Power et al. (2014), NeuroImage 84:320,
    /// doi:10.1016/j.neuroimage.2013.08.048.
    /// </summary>
    /// <param name="defaults">Whose thresholds.</param>
    public static ConfoundStrategy Scrub(NilearnDefaults defaults = NilearnDefaults.Version013) =>
        new()
        {
            HighPass = true,
            Motion = ConfoundExpansion.Full,
            WmCsf = ConfoundExpansion.Full,
            Scrubbing = Scrubbing.Of(defaults),
        };

    /// <summary>
    /// Cosines, 24 movement columns, and all retained anatomical CompCor components of the combined mask. After Behzadi et al.
    /// (2007), NeuroImage 37:90, doi:10.1016/j.neuroimage.2007.04.042.
    /// </summary>
    public static ConfoundStrategy ACompCor { get; } =
        new()
        {
            HighPass = true,
            Motion = ConfoundExpansion.Full,
            CompCor = new CompCor(),
        };

    /// <summary>
    /// For images that ICA-AROMA denoised: cosines, means of white matter and cerebrospinal fluid. After Pruim et al. (2015),
    /// NeuroImage 112:267, doi:10.1016/j.neuroimage.2015.02.064.
    /// </summary>
    public static ConfoundStrategy Aroma { get; } =
        new()
        {
            HighPass = true,
            WmCsf = ConfoundExpansion.Basic,
            IcaAroma = Denoising.IcaAroma.Full,
        };
}
