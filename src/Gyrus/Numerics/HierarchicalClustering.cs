using static System.FormattableString;

namespace Gyrus.Numerics;

/// <summary>Agglomerative clustering: the two nearest clusters become one, until one is left.</summary>
/// <remarks>
/// <para>
/// The distances of a new cluster follow from those of its parts (Lance and Williams); for the four linkages here merging
/// reciprocal nearest neighbours along a chain gives the same tree in O(n²). Equal distances are taken in the order of the items.
/// </para>
/// <para>
/// The leaves are ordered optimally for the tree: of all its orders the one with the least sum of distances between neighbours, by
/// dynamic programming over the pairs of outermost leaves, O(n³) time and O(n²) memory.
/// </para>
/// <para>
/// Sources: Murtagh (1983), The Computer Journal 26:354, doi:10.1093/comjnl/26.4.354; Bar-Joseph, Gifford and Jaakkola (2001),
/// Bioinformatics 17:S22, doi:10.1093/bioinformatics/17.suppl_1.S22.
/// </para>
/// </remarks>
public sealed record HierarchicalClustering
{
    /// <summary>Gets the distance of clusters. Default: average.</summary>
    public Linkage Linkage { get; init; } = Linkage.Average;

    /// <summary>Distances 1 − a of a matrix of correlations or partial correlations. Entries that are not finite count as 0.</summary>
    /// <param name="similarity">Square; the mean of both triangles is used. The diagonal does not count.</param>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    public static Matrix DistancesOfValues(Matrix similarity)
    {
        RequireSquare(similarity);
        return Matrix.Create(
            similarity.Rows,
            similarity.Rows,
            (i, j) => i == j ? 0 : Math.Max(0, 1 - (0.5 * (Finite(similarity[i, j]) + Finite(similarity[j, i]))))
        );
    }

    /// <summary>Euclidean distances of the rows of a matrix, as nilearn's plot_matrix orders by. Entries that are not finite count as 0.</summary>
    public static Matrix DistancesOfRows(Matrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var distances = new Matrix(matrix.Rows, matrix.Rows);
        for (int j = 0; j < matrix.Rows; j++)
        {
            for (int i = j + 1; i < matrix.Rows; i++)
            {
                double sum = 0;
                for (int k = 0; k < matrix.Columns; k++)
                {
                    double difference = Finite(matrix[i, k]) - Finite(matrix[j, k]);
                    sum += difference * difference;
                }

                distances[i, j] = distances[j, i] = Math.Sqrt(sum);
            }
        }

        return distances;
    }

    /// <summary>Builds the tree.</summary>
    /// <param name="distances">n × n, symmetric, finite, not negative, zero on the diagonal.</param>
    /// <exception cref="ArgumentException">The matrix is no such matrix.</exception>
    public Dendrogram Fit(Matrix distances)
    {
        RequireSquare(distances);
        RequireDistances(distances);
        DendrogramMerge[] merges = Agglomeration.Merge(distances, Linkage);
        (int[] order, double length) = LeafOrder.Of(merges, distances);
        return new Dendrogram
        {
            Merges = merges,
            Order = order,
            PathLength = length,
        };
    }

    private static double Finite(double value) => double.IsFinite(value) ? value : 0;

    private static void RequireSquare(Matrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        if (matrix.Rows != matrix.Columns)
        {
            throw new ArgumentException(
                Invariant($"Clustering needs a square matrix, but it was {matrix.Rows} × {matrix.Columns}.")
            );
        }
    }

    private static void RequireDistances(Matrix distances)
    {
        for (int j = 0; j < distances.Columns; j++)
        {
            for (int i = 0; i < distances.Rows; i++)
            {
                double value = distances[i, j];
                if (!double.IsFinite(value) || value < 0 || value != distances[j, i] || (i == j && value != 0))
                {
                    throw new ArgumentException(
                        Invariant(
                            $"Distances must be finite, not negative, symmetric and 0 on the diagonal, but entry ({i}, {j}) is {value} and entry ({j}, {i}) is {distances[j, i]}."
                        )
                    );
                }
            }
        }
    }
}
