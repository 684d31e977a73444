namespace Gyrus.Covariance.GroupSparse;

/// <summary>A coordinate descent whose iterate can be replaced by an extrapolated one.</summary>
internal interface IDescent : IGroupSparseEngine
{
    /// <summary>Gets the length of a packed iterate.</summary>
    int PackedLength { get; }

    /// <summary>Gets the share of the pairs that have an edge.</summary>
    double EdgeShare { get; }

    /// <summary>Copies the lower triangle of Ω of all subjects, in the descent's own order.</summary>
    void Pack(Span<double> packed);

    /// <summary>Ω ← Σ coefficient·packed; edges that are absent now stay absent. The inverses are left as they are.</summary>
    void SetCombination(IReadOnlyList<double[]> packed, IReadOnlyList<double> coefficients);

    /// <summary>Writes Ω, lower triangles.</summary>
    void ExportOmega(double[][] omega);

    /// <summary>Takes the inverses Ω_k⁻¹ (full symmetric matrices) of the current Ω.</summary>
    void ImportInverses(double[][] inverses);
}
