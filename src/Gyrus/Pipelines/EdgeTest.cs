using Gyrus.Covariance;
using Gyrus.Inference;
using Gyrus.Numerics;
using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.Pipelines;

/// <summary>Compares the connectivity of two groups of subjects, edge by edge.</summary>
public sealed record EdgeTest
{
    /// <summary>Gets how groups are compared.</summary>
    public GroupComparison Comparison { get; init; } = new();

    /// <summary>Gets whether z = artanh r is tested instead of r. For correlations and partial correlations only. Default false.</summary>
    public bool FisherZ { get; init; }

    /// <summary>Compares.</summary>
    /// <param name="connectivity">One matrix per subject.</param>
    /// <param name="groups">The group and the covariates of each subject, in the same order.</param>
    /// <param name="progress">Is told of the permutations.</param>
    /// <param name="cancellationToken">Cancels between blocks of permutations.</param>
    /// <exception cref="ArgumentException">
    /// Fewer than two regions; Fisher's z of something that is no correlation; an entry that is not finite; or what
    /// <see cref="GroupComparison.Compare"/> refuses.
    /// </exception>
    public EdgeTestResult Test(
        ConnectivityResult connectivity,
        TwoGroups groups,
        IProgress<WorkProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(connectivity);
        ArgumentNullException.ThrowIfNull(groups);
        Require.AtLeast(2, connectivity.Regions.Count, "regions");
        Matrix edges = connectivity.Connectivity.VectoriseOffDiagonal();
        if (FisherZ)
        {
            edges = Transformed(connectivity, edges);
        }

        RequireFinite(connectivity, edges);
        GroupComparisonResult comparison = Comparison.Compare(edges, groups, progress, cancellationToken);
        return new EdgeTestResult
        {
            Regions = connectivity.Regions,
            Atlas = connectivity.Atlas,
            Subjects = connectivity.Subjects,
            Kind = connectivity.Connectivity.Kind,
            Estimator = connectivity.Estimator,
            FisherZ = FisherZ,
            Comparison = comparison,
            Warnings = [.. connectivity.Warnings, .. Warnings(comparison)],
        };
    }

    private static Matrix Transformed(ConnectivityResult connectivity, Matrix edges)
    {
        ConnectivityKind kind = connectivity.Connectivity.Kind;
        return kind is ConnectivityKind.Correlation or ConnectivityKind.PartialCorrelation
            ? Matrix.Create(edges.Rows, edges.Columns, (k, e) => Math.Atanh(edges[k, e]))
            : throw new ArgumentException(
                $"Fisher's z is for correlations, but the connectivity is of the kind {kind}."
            );
    }

    private static void RequireFinite(ConnectivityResult connectivity, Matrix edges)
    {
        for (int e = 0; e < edges.Columns; e++)
        {
            for (int k = 0; k < edges.Rows; k++)
            {
                if (!double.IsFinite(edges[k, e]))
                {
                    (int first, int second) = EdgeTestResult.PairOf(e);
                    IReadOnlyList<Region> r = connectivity.Regions;
                    throw new ArgumentException(
                        Invariant(
                            $"{connectivity.Subjects[k]}: the edge '{r[first].Name}–{r[second].Name}' is {edges[k, e]}. Regions that are copies of each other must be left out."
                        )
                    );
                }
            }
        }
    }

    private static IEnumerable<string> Warnings(GroupComparisonResult comparison)
    {
        if (comparison.Untested.Count > 0)
        {
            yield return Invariant(
                $"{comparison.Untested.Count} of {comparison.T.Count} edges do not vary within the groups and were not tested."
            );
        }

        int permutations = comparison.LargestT.Count;
        bool mirrored =
            comparison.Groups.Covariates.Count == 0
            && comparison.Groups.Size(first: true) == comparison.Groups.Size(first: false);

        // With groups of one size every arrangement has a mirror image with the same |t|.
        double least = comparison.Exact ? (mirrored ? 2.0 : 1.0) / permutations : 1.0 / (permutations + 1);
        if (permutations > 0 && least > 0.05)
        {
            yield return Invariant(
                $"With {permutations} permutations no corrected p-value can be below {least:0.###}: {(comparison.Exact ? "there are too few subjects" : "take more permutations")}."
            );
        }
    }
}
