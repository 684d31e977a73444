using Gyrus.Covariance;
using Gyrus.IO.Bids;
using Gyrus.Numerics;
using Gyrus.Pipelines;
using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.IO.Derivatives;

/// <summary>Reads the matrices of subjects from <c>_relmat</c> tables, one file per subject.</summary>
public static class RelationMatrixFiles
{
    /// <summary>Whether a file's name is that of a matrix of regions × regions.</summary>
    public static bool IsOne(string path) => BidsName.Parse(path).Suffix == "relmat";

    /// <summary>Reads the matrices; their kind is told by the entity meas of the first name.</summary>
    /// <param name="paths">One file per subject, at least one.</param>
    /// <exception cref="InvalidDataException">A file holds no symmetric matrix, or not the regions of the first.</exception>
    public static ConnectivityResult Read(IReadOnlyList<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        RegionSignals[] tables = [.. paths.Select(SignalsFolder.Read)];
        for (int k = 0; k < tables.Length; k++)
        {
            RequireSymmetric(paths[k], tables[k].Values);
            if (!tables[k].Regions.Select(r => r.Name).SequenceEqual(tables[0].Regions.Select(r => r.Name)))
            {
                throw new InvalidDataException(
                    $"{paths[k]}: expected the regions of {paths[0]}, in their order, but the names differ."
                );
            }
        }

        var name = BidsName.Parse(paths[0]);
        return new ConnectivityResult
        {
            Regions = tables[0].Regions,
            Atlas = name["seg"] ?? name["atlas"],
            Subjects = [.. tables.Select(t => t.Subject)],
            Samples = new int[tables.Length],
            Connectivity = Connectivity.Of(
                KindOf(name["meas"] ?? ""),
                [.. tables.Select(t => t.Values)],
                new double?[tables.Length]
            ),
            Estimator = null,
            Standardised = false,
            Warnings = [],
        };
    }

    /// <summary>Names such as PearsonCorrelation and GroupSparsePartialCorrelation end in what they are.</summary>
    private static ConnectivityKind KindOf(string measure) =>
        measure.EndsWith("PartialCorrelation", StringComparison.OrdinalIgnoreCase) ? ConnectivityKind.PartialCorrelation
        : measure.EndsWith("Correlation", StringComparison.OrdinalIgnoreCase) ? ConnectivityKind.Correlation
        : measure.EndsWith("Precision", StringComparison.OrdinalIgnoreCase) ? ConnectivityKind.Precision
        : measure.EndsWith("Tangent", StringComparison.OrdinalIgnoreCase) ? ConnectivityKind.Tangent
        : ConnectivityKind.Covariance;

    private static void RequireSymmetric(string path, Matrix matrix)
    {
        if (matrix.Rows != matrix.Columns)
        {
            throw new InvalidDataException(
                Invariant(
                    $"{path}: expected a matrix of regions × regions, but found {matrix.Rows} × {matrix.Columns} numbers."
                )
            );
        }

        for (int j = 0; j < matrix.Columns; j++)
        {
            for (int i = 0; i < j; i++)
            {
                (double a, double b) = (matrix[i, j], matrix[j, i]);
                if (Math.Abs(a - b) > 1e-6 * Math.Max(Math.Abs(a), Math.Abs(b)))
                {
                    throw new InvalidDataException(
                        Invariant(
                            $"{path}: expected a symmetric matrix, but row {i + 1}, column {j + 1} is {a} and row {j + 1}, column {i + 1} is {b}."
                        )
                    );
                }
            }
        }
    }
}
