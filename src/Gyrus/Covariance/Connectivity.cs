using Gyrus.Numerics;

namespace Gyrus.Covariance;

/// <summary>One connectivity matrix per subject, and their mean.</summary>
public sealed record Connectivity
{
    /// <summary>Gets what the entries mean.</summary>
    public required ConnectivityKind Kind { get; init; }

    /// <summary>Gets one matrix per subject, in the order of the subjects. Shape of each: regions × regions, symmetric.</summary>
    public required IReadOnlyList<Matrix> Matrices { get; init; }

    /// <summary>Gets the arithmetic mean over the subjects. Shape: regions × regions.</summary>
    public required Matrix Mean { get; init; }

    /// <summary>Gets the weight of the shrinkage for each subject; 0 where nothing was shrunk.</summary>
    public required IReadOnlyList<double?> Shrinkages { get; init; }

    /// <summary>Puts matrices and their mean together.</summary>
    /// <param name="kind">What the entries mean.</param>
    /// <param name="matrices">One at least, of one size.</param>
    /// <param name="shrinkages">One weight per matrix.</param>
    /// <exception cref="ArgumentException">No matrix, sizes that differ, or another number of weights.</exception>
    public static Connectivity Of(
        ConnectivityKind kind,
        IReadOnlyList<Matrix> matrices,
        IReadOnlyList<double?> shrinkages
    )
    {
        ArgumentNullException.ThrowIfNull(matrices);
        ArgumentNullException.ThrowIfNull(shrinkages);
        Require.AtLeast(1, matrices.Count, "matrices");
        Require.SameSize(matrices.Count, shrinkages.Count, "one shrinkage per matrix");
        foreach (Matrix matrix in matrices)
        {
            Require.SameSize(matrices[0].Rows, matrix.Rows, "matrices of one size");
            Require.SameSize(matrices[0].Rows, matrix.Columns, "square matrices of one size");
        }

        return new Connectivity
        {
            Kind = kind,
            Matrices = matrices,
            Mean = MatrixMean.Of(matrices),
            Shrinkages = shrinkages,
        };
    }

    /// <summary>The matrices as vectors, one a row: <see cref="LowerTriangle.Vectorise"/>. Shape: subjects × p(p + 1)/2.</summary>
    public Matrix Vectorise() => Stacked(LowerTriangle.Vectorise);

    /// <summary>The matrices without their diagonals as vectors: <see cref="LowerTriangle.VectoriseOffDiagonal"/>. Shape: subjects × p(p − 1)/2.</summary>
    public Matrix VectoriseOffDiagonal() => Stacked(LowerTriangle.VectoriseOffDiagonal);

    private Matrix Stacked(Func<Matrix, double[]> vector)
    {
        double[][] rows = [.. Matrices.Select(vector)];
        return Matrix.Create(rows.Length, rows[0].Length, (k, edge) => rows[k][edge]);
    }
}
