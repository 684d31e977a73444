using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Covariance.GroupSparse;

/// <summary>
/// One problem: minimise Σ_k w_k[⟨S_k, Ω_k⟩ − log det Ω_k] + α·Σ_{i≠j}‖(Ω_1,ij … Ω_K,ij)‖₂ over Ω_k ≻ 0, w_k = T_k/ΣT.
/// </summary>
internal sealed class GroupSparseProblem
{
    private readonly Matrix[] _covariances;
    private readonly double[] _weights;

    private GroupSparseProblem(Matrix[] covariances, double[] weights, double alpha)
    {
        _covariances = covariances;
        _weights = weights;
        Alpha = alpha;
        (AlphaMin, AlphaMax) = PenaltyRange(covariances, weights);
    }

    private GroupSparseProblem(GroupSparseProblem other, double alpha)
    {
        _covariances = other._covariances;
        _weights = other._weights;
        Alpha = alpha;
        AlphaMin = other.AlphaMin;
        AlphaMax = other.AlphaMax;
    }

    public int Regions => _covariances[0].Rows;

    public int Subjects => _covariances.Length;

    public double Alpha { get; }

    /// <summary>Gets max_{i≠j} ‖(w_k S_k,ij)_k‖₂: from here on every Ω_k is diagonal. 0 for one region.</summary>
    public double AlphaMax { get; }

    /// <summary>Gets the smallest of those norms that is not 0; 0 when all are.</summary>
    public double AlphaMin { get; }

    public IReadOnlyList<Matrix> Covariances => _covariances;

    /// <summary>Gets w_k = T_k/ΣT; their sum is 1.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>Checks what a user gave, and binds it.</summary>
    /// <exception cref="ArgumentException">No subject, different region counts, a value that is not finite, a dead region.</exception>
    public static GroupSparseProblem Create(IReadOnlyList<SampleCovariance> covariances, double alpha)
    {
        ArgumentNullException.ThrowIfNull(covariances);
        Require.NotNegative(alpha, "Alpha");
        if (covariances.Count == 0)
        {
            throw new ArgumentException("At least one subject is required, but none came.", nameof(covariances));
        }

        for (int k = 0; k < covariances.Count; k++)
        {
            Check(covariances, k);
        }

        double total = covariances.Sum(c => (double)c.Samples);
        return new GroupSparseProblem(
            [.. covariances.Select(c => c.Values)],
            [.. covariances.Select(c => c.Samples / total)],
            alpha
        );
    }

    public Matrix Covariance(int subject) => _covariances[subject];

    /// <summary>The same data at another penalty; nothing is copied.</summary>
    public GroupSparseProblem WithAlpha(double alpha) => new(this, Require.NotNegative(alpha, "Alpha"));

    /// <summary>The problem of some regions alone, with the weights and the penalty of the whole.</summary>
    public GroupSparseProblem Select(IReadOnlyList<int> regions) =>
        new([.. _covariances.Select(s => s.Select(regions, regions))], _weights, Alpha);

    /// <summary>The precisions of the model without edges: diag(1/S_ii).</summary>
    public Matrix[] DiagonalPrecisions() =>
        [.. _covariances.Select(s => Matrix.Create(Regions, Regions, (i, j) => i == j ? 1 / s[i, i] : 0))];

    /// <summary>‖(w_k S_k,ij)_k‖₂ of one pair of regions.</summary>
    public double EdgeNorm(int i, int j) => EdgeNorm(_covariances, _weights, i, j);

    private static double EdgeNorm(Matrix[] covariances, double[] weights, int i, int j)
    {
        double sum = 0;
        for (int k = 0; k < covariances.Length; k++)
        {
            double value = weights[k] * covariances[k][i, j];
            sum += value * value;
        }

        return Math.Sqrt(sum);
    }

    private static (double Least, double Most) PenaltyRange(Matrix[] covariances, double[] weights)
    {
        (double least, double most) = (double.PositiveInfinity, 0);
        for (int j = 0; j < covariances[0].Rows; j++)
        {
            for (int i = j + 1; i < covariances[0].Rows; i++)
            {
                double norm = EdgeNorm(covariances, weights, i, j);
                most = Math.Max(most, norm);
                least = norm > 0 ? Math.Min(least, norm) : least;
            }
        }

        return (double.IsFinite(least) ? least : 0, most);
    }

    private static void Check(IReadOnlyList<SampleCovariance> covariances, int k)
    {
        SampleCovariance covariance =
            covariances[k] ?? throw new ArgumentException(Invariant($"Subject {k} has no covariance."));
        if (covariance.Regions != covariances[0].Regions)
        {
            throw new ArgumentException(
                Invariant(
                    $"Every subject must have the same regions: subject 0 has {covariances[0].Regions}, but subject {k} has {covariance.Regions}."
                )
            );
        }

        Require.AtLeast(1, covariance.Regions, "regions");
        Matrix s = covariance.Values;
        for (int j = 0; j < s.Columns; j++)
        {
            for (int i = 0; i < s.Rows; i++)
            {
                if (!double.IsFinite(s[i, j]))
                {
                    throw new ArgumentException(
                        Invariant($"The covariance of subject {k} must be finite, but entry ({i}, {j}) is {s[i, j]}.")
                    );
                }
            }

            if (!(s[j, j] > 0))
            {
                throw new ArgumentException(
                    Invariant(
                        $"Every region must vary: in subject {k} the variance of region {j} is {s[j, j]}. Leave the region out for all subjects."
                    )
                );
            }
        }
    }
}
