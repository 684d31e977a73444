using Gyrus.Covariance;
using Gyrus.Inference;
using Gyrus.Numerics;
using Gyrus.Signals;

namespace Gyrus.Pipelines;

/// <summary>Two groups compared edge by edge. Features of the comparison are edges, in the order of <see cref="LowerTriangle.VectoriseOffDiagonal"/>.</summary>
public sealed record EdgeTestResult
{
    /// <summary>Gets the regions.</summary>
    public required IReadOnlyList<Region> Regions { get; init; }

    /// <summary>Gets the name of the atlas, or null when not known.</summary>
    public string? Atlas { get; init; }

    /// <summary>Gets the names of the subjects.</summary>
    public required IReadOnlyList<string> Subjects { get; init; }

    /// <summary>Gets what the strengths of the edges mean.</summary>
    public required ConnectivityKind Kind { get; init; }

    /// <summary>Gets the estimator of the covariances that the strengths come from, or null when not known.</summary>
    public ICovarianceEstimator? Estimator { get; init; }

    /// <summary>Gets whether artanh of the strengths was compared.</summary>
    public required bool FisherZ { get; init; }

    /// <summary>Gets the statistics, one value per edge.</summary>
    public required GroupComparisonResult Comparison { get; init; }

    /// <summary>Gets what was suspicious but usable, in full sentences.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Gets where the result comes from, or null before a program that read files has added it.</summary>
    public Provenance? Provenance { get; init; }

    /// <summary>The two regions of an edge, the smaller index first.</summary>
    public static (int First, int Second) PairOf(int edge)
    {
        Require.AtLeast(0, edge);
        int second = (int)((1 + Math.Sqrt(1 + (8.0 * edge))) / 2);
        return (edge - (second * (second - 1) / 2), second);
    }

    /// <summary>Values of edges as a matrix with NaN on the diagonal. Shape: regions × regions, symmetric.</summary>
    /// <exception cref="ArgumentException">There is not one value per edge.</exception>
    public Matrix ToMatrix(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        double[] diagonal = new double[Regions.Count];
        Array.Fill(diagonal, double.NaN);
        return LowerTriangle.Devectorise([.. values], diagonal);
    }

    /// <summary>The edges with the smallest p-values first; those that were not tested last.</summary>
    public IReadOnlyList<int> ByP() =>
        [
            .. Enumerable
                .Range(0, Comparison.P.Count)
                .OrderBy(e => double.IsNaN(Comparison.P[e]) ? 2 : Comparison.P[e])
                .ThenByDescending(e => Math.Abs(Comparison.T[e]))
                .ThenBy(e => e),
        ];
}
