using System.Numerics.Tensors;
using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Glm.Features;

/// <summary>Which columns of a design are linear combinations of the intercept and columns before them, so that a fit without a penalty has no one answer.</summary>
/// <remarks>
/// Columns are taken in order, the intercept first; a column whose distance from the span of the independent ones so far is below 1e-5 of its length
/// is aliased (in the Gram matrix of columns of unit length: 1e-10; round-off there is about 1e-13). Computed by a Cholesky factorisation that
/// passes over aliased columns.
/// </remarks>
public sealed record RankCheck
{
    /// <summary>What a fit says of unpenalised columns that are aliased.</summary>
    internal const string Ambiguous =
        "Some unpenalised columns are combinations of others or of the intercept: of the equally good answers this is the one of least norm.";

    private const double Tolerance = 1e-10;

    /// <summary>Gets the number of columns, without the intercept.</summary>
    public required int Columns { get; init; }

    /// <summary>Gets the columns that are combinations of others, ascending.</summary>
    public required IReadOnlyList<AliasedColumn> Aliased { get; init; }

    /// <summary>Gets the rank of the design with the intercept, at most columns + 1.</summary>
    public int Rank => Columns + 1 - Aliased.Count;

    /// <summary>Gets a value indicating whether no column is aliased.</summary>
    public bool IsFull => Aliased.Count == 0;

    /// <summary>Gets a sentence per aliased column.</summary>
    public IReadOnlyList<string> Warnings => [.. Aliased.Select(a => a.Description)];

    /// <summary>Checks the samples of a design that can be used.</summary>
    public static RankCheck Of(Design design)
    {
        ArgumentNullException.ThrowIfNull(design);
        return Of(design, [.. design.ValidRows.Select(static v => v ? 1.0 : 0.0)]);
    }

    /// <summary>Checks the samples that have a weight.</summary>
    internal static RankCheck Of(Design design, ReadOnlySpan<double> weights)
    {
        double[] counted = weights.ToArray();
        for (int i = 0; i < counted.Length; i++)
        {
            counted[i] = counted[i] > 0 ? 1 : 0;
        }

        return new()
        {
            Columns = design.Columns,
            Aliased = new SequentialCholesky(
                Correlations(design, counted, out double[] norms),
                norms,
                Tolerance
            ).Aliased(design.Blocks),
        };
    }

    /// <summary>That a fit without a penalty has no one answer, and why: the first few aliased columns.</summary>
    internal static string Explain(Design design, ReadOnlySpan<double> weights) =>
        Explain(design, weights, static _ => true) ?? Ambiguous;

    /// <summary>The same of some columns; null where none of them is aliased.</summary>
    internal static string? Explain(Design design, ReadOnlySpan<double> weights, Predicate<int> isMeant)
    {
        const int Most = 5;
        string[] names = [.. Of(design, weights).Aliased.Where(a => isMeant(a.Column)).Select(a => a.Description)];
        if (names.Length == 0)
        {
            return null;
        }

        string more = names.Length > Most ? Invariant($" And {names.Length - Most} more.") : "";
        return Ambiguous + string.Concat(names.Take(Most).Select(static n => " " + n)) + more;
    }

    /// <summary>The Gram matrix of the intercept (first) and the columns, all scaled to unit length.</summary>
    private static Matrix Correlations(Design design, double[] h, out double[] norms)
    {
        int p = design.Columns;
        double[] gram = new double[p * p];
        double[] sums = new double[p];
        design.Store.WeightedGram(h, [.. Enumerable.Range(0, p)], gram, sums);
        double[] lengths =
        [
            Math.Sqrt(TensorPrimitives.Sum<double>(h)),
            .. Enumerable.Range(0, p).Select(j => Math.Sqrt(gram[(j * p) + j])),
        ];
        norms = lengths;
        return Matrix.Create(
            p + 1,
            p + 1,
            (i, j) =>
            {
                double value =
                    i == 0 && j == 0 ? lengths[0] * lengths[0]
                    : i == 0 ? sums[j - 1]
                    : j == 0 ? sums[i - 1]
                    : gram[((j - 1) * p) + i - 1];
                double scale = lengths[i] * lengths[j];
                return scale > 0 ? value / scale : 0;
            }
        );
    }
}
