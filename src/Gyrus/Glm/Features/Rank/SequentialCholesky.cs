using System.Globalization;
using System.Numerics.Tensors;
using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Glm.Features;

/// <summary>A Cholesky factorisation that takes columns in order and passes over those that depend on columns before them.</summary>
/// <param name="gram">The Gram matrix of columns of unit length, the intercept first.</param>
/// <param name="norms">Their lengths before.</param>
/// <param name="tolerance">The squared distance, relative to the squared length, below which a column depends on others.</param>
internal sealed class SequentialCholesky(Matrix gram, double[] norms, double tolerance)
{
    /// <summary>The most terms that a sentence spells out.</summary>
    private const int MostTerms = 6;

    private readonly List<int> _independent = [];

    // Row k of L, for the independent columns so far: L Lᵀ is their Gram matrix.
    private readonly List<double[]> _rows = [];

    public IReadOnlyList<AliasedColumn> Aliased(IReadOnlyList<FeatureBlock> blocks)
    {
        var aliased = new List<AliasedColumn>();
        for (int j = 0; j < gram.Rows; j++)
        {
            double[] row = Solve(j);
            double left = gram[j, j] - TensorPrimitives.SumOfSquares<double>(row);
            if (left > tolerance)
            {
                _rows.Add([.. row, Math.Sqrt(left)]);
                _independent.Add(j);
            }
            else if (j > 0)
            {
                aliased.Add(Explain(j, Back(row), blocks));
            }
        }

        return aliased;
    }

    /// <summary>L⁻¹ of the products of column j with the independent columns.</summary>
    private double[] Solve(int j)
    {
        double[] x = new double[_rows.Count];
        for (int k = 0; k < x.Length; k++)
        {
            double known = TensorPrimitives.Dot<double>(_rows[k].AsSpan(0, k), x.AsSpan(0, k));
            x[k] = (gram[_independent[k], j] - known) / _rows[k][k];
        }

        return x;
    }

    /// <summary>L⁻ᵀx: the coefficients of the independent columns.</summary>
    private double[] Back(double[] x)
    {
        double[] c = (double[])x.Clone();
        for (int k = c.Length - 1; k >= 0; k--)
        {
            c[k] /= _rows[k][k];
            TensorPrimitives.MultiplyAdd(_rows[k].AsSpan(0, k), -c[k], c.AsSpan(0, k), c.AsSpan(0, k));
        }

        return c;
    }

    private AliasedColumn Explain(int j, double[] unit, IReadOnlyList<FeatureBlock> blocks)
    {
        double[] coefficients = [.. unit.Select((c, k) => Math.Round(c * norms[j] / norms[_independent[k]], 8))];
        double intercept = coefficients.Length > 0 && _independent[0] == 0 ? coefficients[0] : 0;
        var terms = coefficients
            .Select((c, k) => (Column: _independent[k] - 1, Coefficient: c))
            .Where(t => t.Column >= 0 && t.Coefficient != 0)
            .ToList();
        return new AliasedColumn
        {
            Column = j - 1,
            Block = BlockOf(j - 1, blocks).Name,
            Intercept = intercept,
            Terms = terms,
            Description = Describe(j - 1, intercept, terms, blocks),
        };
    }

    private static string Describe(
        int column,
        double intercept,
        List<(int Column, double Coefficient)> terms,
        IReadOnlyList<FeatureBlock> blocks
    )
    {
        string name = Name(column, blocks);
        FeatureBlock own = BlockOf(column, blocks);
        if (terms.Count == 0)
        {
            return intercept == 0
                ? Invariant($"Column {name} is zero in every sample.")
                : Invariant($"Column {name} is the constant {intercept:G6}, as the intercept is.");
        }

        if (intercept != 0 && terms.All(t => t.Coefficient == -1 && BlockOf(t.Column, blocks) == own))
        {
            return terms.Count == own.Count - 1
                ? Invariant($"The columns of '{own.Name}' sum to the constant {intercept:G6}, as the intercept is.")
                : Invariant(
                    $"{Those(terms, column, own)} of '{own.Name}' sum to the constant {intercept:G6}, as the intercept is."
                );
        }

        IEnumerable<string> parts = terms
            .OrderByDescending(t => Math.Abs(t.Coefficient))
            .Take(MostTerms)
            .Select(t => Invariant($"{t.Coefficient:G6} × column {Name(t.Column, blocks)}"));
        string more = terms.Count > MostTerms ? Invariant($" + {terms.Count - MostTerms} more") : "";
        string constant = intercept == 0 ? "" : intercept.ToString("G6", CultureInfo.InvariantCulture) + " + ";
        return Invariant($"Column {name} equals {constant}{string.Join(" + ", parts)}{more}.");
    }

    private static string Those(List<(int Column, double Coefficient)> terms, int last, FeatureBlock own) =>
        terms.Count > MostTerms
            ? Invariant($"{terms.Count + 1} of the {own.Count} columns")
            : Invariant(
                $"Columns {string.Join(", ", terms.Select(t => t.Column - own.Start + 1))} and {last - own.Start + 1}"
            );

    // Counted from 1 within the block, as in the tables of coefficients.
    private static string Name(int column, IReadOnlyList<FeatureBlock> blocks)
    {
        FeatureBlock block = BlockOf(column, blocks);
        return Invariant($"{column - block.Start + 1} of '{block.Name}'");
    }

    private static FeatureBlock BlockOf(int column, IReadOnlyList<FeatureBlock> blocks) =>
        blocks.First(b => column >= b.Start && column < b.Start + b.Count);
}
