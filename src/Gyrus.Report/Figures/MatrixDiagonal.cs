namespace Gyrus.Report.Figures;

/// <summary>What a matrix plot shows on the diagonal.</summary>
public enum MatrixDiagonal
{
    /// <summary>The values as they are; they do not widen the colour scale.</summary>
    Shown,

    /// <summary>Zero, so that only the edges have colour.</summary>
    Zeroed,
}
