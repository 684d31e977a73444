namespace Gyrus.Report.Figures;

/// <summary>A direction from which a glass brain is seen.</summary>
public enum BrainView
{
    /// <summary>Both hemispheres from the side (x projected away), the front on the right.</summary>
    Sagittal,

    /// <summary>Both hemispheres from behind (y projected away), the left on the left.</summary>
    Coronal,

    /// <summary>Both hemispheres from above (z projected away), the front at the top, the left on the left.</summary>
    Axial,

    /// <summary>The left hemisphere from its outside, the front on the left. Only edges within it.</summary>
    Left,

    /// <summary>The right hemisphere from its outside, the front on the right. Only edges within it.</summary>
    Right,
}
