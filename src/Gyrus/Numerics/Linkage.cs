using System.Diagnostics.CodeAnalysis;

namespace Gyrus.Numerics;

/// <summary>How far two clusters are from each other.</summary>
public enum Linkage
{
    /// <summary>As their nearest members.</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "Single linkage is the field's term.")]
    Single,

    /// <summary>As their farthest members.</summary>
    Complete,

    /// <summary>The mean over all pairs of members (UPGMA).</summary>
    Average,

    /// <summary>By the growth of the sum of squares within clusters that joining them brings; for Euclidean distances.</summary>
    Ward,
}
