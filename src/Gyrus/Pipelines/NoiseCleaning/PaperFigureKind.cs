namespace Gyrus.Pipelines.NoiseCleaning;

/// <summary>What kind of picture a figure is.</summary>
public enum PaperFigureKind
{
    /// <summary>One mark with error bars per method: one measure against another.</summary>
    Scatter,

    /// <summary>A measure over the cells, a line per method.</summary>
    Curves,

    /// <summary>Eigenvalues of the sample, cleaned and true.</summary>
    Spectra,

    /// <summary>Training and test likelihood along a gradient ascent.</summary>
    Ascent,
}
