using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Covariance.GroupSparse;

/// <summary>Where a group-sparse fit starts. The optimum does not depend on it; the time and unfinished iterates do.</summary>
public sealed class GroupSparseStart
{
    private readonly Func<IReadOnlyList<SampleCovariance>, IReadOnlyList<Matrix>?> _precisions;

    private GroupSparseStart(string name, Func<IReadOnlyList<SampleCovariance>, IReadOnlyList<Matrix>?> precisions)
    {
        Name = name;
        _precisions = precisions;
    }

    /// <summary>Gets Ω_k = diag(1/S_k,ii), the default.</summary>
    public static GroupSparseStart Diagonal { get; } = new("diagonal", static _ => null);

    /// <summary>Gets the inverse of the covariance shrunk towards μI, μ = tr S/p.</summary>
    /// <remarks>
    /// The shrinkage is the Rao-Blackwell form of Ledoit and Wolf's, ((T−2)/T·tr S² + tr² S)/((T+2)(tr S² − tr² S/p)), at most 1:
    /// it needs the covariance and T alone. Source: Chen, Wiesel, Eldar and Hero (2010), doi:10.1109/TSP.2010.2053029, eq. 17.
    /// </remarks>
    public static GroupSparseStart LedoitWolf { get; } =
        new("Ledoit-Wolf", static covariances => [.. covariances.Select(ShrunkInverse)]);

    /// <summary>Gets what the start is called in results.</summary>
    public string Name { get; }

    /// <summary>Precisions from elsewhere, such as the fit at another penalty.</summary>
    /// <param name="precisions">One symmetric positive definite matrix per subject, regions × regions.</param>
    public static GroupSparseStart From(IReadOnlyList<Matrix> precisions)
    {
        ArgumentNullException.ThrowIfNull(precisions);
        return new GroupSparseStart("given", covariances => Checked(precisions, covariances));
    }

    /// <summary>The precisions to start from, or null for the diagonal.</summary>
    /// <exception cref="ArgumentException">Given precisions do not fit the covariances, or are not symmetric.</exception>
    /// <exception cref="NotPositiveDefiniteException">A given precision is not positive definite.</exception>
    internal IReadOnlyList<Matrix>? PrecisionsFor(IReadOnlyList<SampleCovariance> covariances) =>
        _precisions(covariances);

    private static IReadOnlyList<Matrix> Checked(
        IReadOnlyList<Matrix> precisions,
        IReadOnlyList<SampleCovariance> covariances
    )
    {
        Require.SameSize(covariances.Count, precisions.Count, "one starting precision per subject");
        for (int k = 0; k < precisions.Count; k++)
        {
            Matrix precision = precisions[k];
            Require.SameSize(covariances[k].Regions, precision.Rows, "the rows of a starting precision");
            Require.SameSize(covariances[k].Regions, precision.Columns, "the columns of a starting precision");
            RequireSymmetric(precision, k);
            int pivot = LinearAlgebra.Current.Cholesky(precision.Copy().Values, precision.Rows);
            if (pivot >= 0)
            {
                throw new NotPositiveDefiniteException(
                    Invariant($"The starting precision of subject {k} is not positive definite (pivot {pivot}).")
                );
            }
        }

        return precisions;
    }

    private static void RequireSymmetric(Matrix precision, int subject)
    {
        for (int j = 0; j < precision.Columns; j++)
        {
            for (int i = j + 1; i < precision.Rows; i++)
            {
                double allowed = 1e-12 * Math.Sqrt(Math.Abs(precision[i, i] * precision[j, j]));
                if (!(Math.Abs(precision[i, j] - precision[j, i]) <= allowed))
                {
                    throw new ArgumentException(
                        Invariant($"The starting precision of subject {subject} is not symmetric at ({i}, {j}).")
                    );
                }
            }
        }
    }

    private static Matrix ShrunkInverse(SampleCovariance covariance)
    {
        (int p, double samples) = (covariance.Regions, covariance.Samples);
        double trace = 0;
        double squares = 0;
        for (int j = 0; j < p; j++)
        {
            trace += covariance.Values[j, j];
            squares += System.Numerics.Tensors.TensorPrimitives.SumOfSquares(covariance.Values.Column(j));
        }

        double excess = (samples + 2) * (squares - (trace * trace / p));
        double numerator = ((samples - 2) / samples * squares) + (trace * trace);
        double shrinkage = excess > numerator ? Math.Max(numerator / excess, 1e-3) : 1;
        Matrix inverse = Matrix.Create(
            p,
            p,
            (i, j) => ((1 - shrinkage) * covariance.Values[i, j]) + (i == j ? shrinkage * trace / p : 0)
        );
        if (LinearAlgebra.Current.Cholesky(inverse.Values, p) >= 0)
        {
            return Matrix.Create(p, p, (i, j) => i == j ? 1 / covariance.Values[i, i] : 0);
        }

        LinearAlgebra.Current.CholeskyInverse(inverse.Values, p);
        return inverse;
    }
}
