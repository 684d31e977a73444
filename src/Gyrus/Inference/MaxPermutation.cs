using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Inference;

/// <summary>The t of all features under permutations, many at once: permuted weights times residuals is a matrix product.</summary>
/// <remarks>
/// With u the permuted residuals of a feature, b = q·u and c_j = Q_j·u for the covariates (the intercept's is 0), the residual of
/// the full model is e = u − q b − Σ Q_j c_j. So Σe² = Σu² − b² − Σc², and Σwe² needs only b, c, w·u², (w∘q)·u and (w∘Q_j)·u: fixed
/// vectors, permuted, times fixed residuals.
/// </remarks>
internal sealed class MaxPermutation(GroupDesign design, GroupStatistics observed, PermutationPlan plan)
{
    /// <summary>Arrangements that are the same by symmetry must tie, whatever rounding says.</summary>
    public const double Tie = 1e-10;

    private const int Batch = 64;
    private const int FeatureBlock = 128;
    private readonly double[][] _vectors = Vectors(design);
    private readonly Matrix _residuals = Selected(observed);
    private readonly Matrix _squares = Squares(design, observed);
    private readonly double[] _floors = [.. observed.Tested.Select(f => Floor(observed.T[f]))];

    /// <summary>The value from which a permuted |t| counts as at least the observed one.</summary>
    public static double Floor(double t) => Math.Abs(t) * (1 - Tie);

    /// <summary>Runs all permutations of the plan.</summary>
    public PermutationCounts Run(int threads, IProgress<WorkProgress>? progress, CancellationToken cancellationToken)
    {
        int batches = (plan.Count + Batch - 1) / Batch;
        int done = 0;
        double[] largest = new double[plan.Count];
        int[] atLeast = new int[observed.T.Length];
        PartLoop.Run(
            batches,
            threads,
            batch =>
            {
                int start = batch * Batch;
                int[] counts = RunBatch(start, largest.AsMemory(start, Math.Min(Batch, plan.Count - start)));
                lock (atLeast)
                {
                    // Whole numbers: the order of the batches does not matter.
                    TensorPrimitives.Add<int>(atLeast, counts, atLeast);
                    progress?.Report(new WorkProgress("Permutations", ++done, batches));
                }

                return 0;
            },
            cancellationToken
        );
        return new PermutationCounts(largest, atLeast);
    }

    private static double[][] Vectors(GroupDesign design)
    {
        var linear = new List<double[]> { design.Q };
        for (int j = 1; j < design.Nuisance.Rank; j++)
        {
            linear.Add(design.Nuisance.Q(j).ToArray());
        }

        return design.Weights is { } w
            ? [.. linear, .. linear.Select(v => (double[])[.. v.Select((x, i) => x * w[i])])]
            : [.. linear];
    }

    private static Matrix Selected(GroupStatistics observed) =>
        observed.Residuals.Select([.. Enumerable.Range(0, observed.Residuals.Rows)], observed.Tested);

    /// <summary>The squared residuals for the HC2 error, or their sums, one row, for the pooled one.</summary>
    private static Matrix Squares(GroupDesign design, GroupStatistics observed)
    {
        Matrix u = Selected(observed);
        TensorPrimitives.Multiply(u.AsSpan(), u.AsSpan(), u.Values);
        return design.Weights is null ? Matrix.Create(1, u.Columns, (_, f) => TensorPrimitives.Sum(u.Column(f))) : u;
    }

    private int[] RunBatch(int start, Memory<double> largest)
    {
        int size = largest.Length;
        Matrix linear = Permuted(_vectors, start, size);
        Matrix? quadratic = design.Weights is { } w ? Permuted([w], start, size) : null;
        int[] counts = new int[observed.T.Length];
        double[] products = new double[_vectors.Length * size * FeatureBlock];
        double[] squares = new double[size * FeatureBlock];
        double[] t = new double[size];
        double[] scratch = new double[size];
        largest.Span.Clear();
        for (int from = 0; from < observed.Tested.Length; from += FeatureBlock)
        {
            int block = Math.Min(FeatureBlock, observed.Tested.Length - from);
            Product(linear, _residuals, from, products.AsSpan(0, linear.Columns * block));
            if (quadratic is not null)
            {
                Product(quadratic, _squares, from, squares.AsSpan(0, size * block));
            }

            for (int f = 0; f < block; f++)
            {
                var of = new Products(products.AsSpan(f * linear.Columns, linear.Columns), size);
                Errors(of, quadratic is null ? default : squares.AsSpan(f * size, size), from + f, (t, scratch));
                TensorPrimitives.Divide(of[0], t, t);
                TensorPrimitives.Abs<double>(t, t);
                TensorPrimitives.Max<double>(largest.Span, t, largest.Span);
                counts[observed.Tested[from + f]] = CountAtLeast(t, _floors[from + f]);
            }
        }

        return counts;
    }

    /// <summary>errors ← the standard error of b in each permutation: b over it is t.</summary>
    private void Errors(
        Products of,
        ReadOnlySpan<double> squares,
        int feature,
        (double[] Errors, double[] Scratch) into
    )
    {
        (double[] errors, double[] scratch) = into;
        int linear = design.Weights is null ? _vectors.Length : _vectors.Length / 2;
        if (design.Weights is null)
        {
            errors.AsSpan().Fill(_squares[0, feature]);
            for (int j = 0; j < linear; j++)
            {
                TensorPrimitives.Multiply(of[j], of[j], scratch);
                TensorPrimitives.Subtract<double>(errors, scratch, errors);
            }

            TensorPrimitives.Divide(errors, (double)design.ResidualDegrees, errors);
        }
        else
        {
            squares.CopyTo(errors);
            for (int j = 0; j < linear; j++)
            {
                // −2 c_j (w∘Q_j)·u + Σ_k c_j c_k Q_j·(w∘Q_k), with index 0 for q.
                TensorPrimitives.Multiply(of[linear + j], -2, scratch);
                for (int k = 0; k < linear; k++)
                {
                    TensorPrimitives.MultiplyAdd(of[k], _cross[(j * linear) + k], scratch, scratch);
                }

                TensorPrimitives.MultiplyAdd(of[j], scratch, errors, errors);
            }

            // var β is that of b over ‖R_Z g‖², and t is b over the error of b.
            TensorPrimitives.Multiply(errors, design.Length * design.Length, errors);
        }

        TensorPrimitives.Max<double>(errors, 0, errors);
        TensorPrimitives.Sqrt<double>(errors, errors);
    }

    private readonly double[] _cross = Cross(design);

    private static double[] Cross(GroupDesign design)
    {
        if (design.Weights is not { } w)
        {
            return [];
        }

        int count = design.Nuisance.Rank;
        double[] Column(int j) => j == 0 ? design.Q : design.Nuisance.Q(j).ToArray();
        double[] cross = new double[count * count];
        for (int j = 0; j < count; j++)
        {
            for (int k = 0; k < count; k++)
            {
                (double[] a, double[] b) = (Column(j), Column(k));
                cross[(j * count) + k] = Enumerable.Range(0, w.Length).Sum(i => w[i] * a[i] * b[i]);
            }
        }

        return cross;
    }

    /// <summary>The vectors as the permutations see them: u = P e, so v·u = Σ v_i e_{order i}. Columns: permutations, vector after vector.</summary>
    private Matrix Permuted(double[][] vectors, int start, int size)
    {
        var permuted = new Matrix(design.Subjects, vectors.Length * size);
        for (int b = 0; b < size; b++)
        {
            int[] order = plan.Of(start + b);
            for (int v = 0; v < vectors.Length; v++)
            {
                Span<double> column = permuted.MutableColumn((v * size) + b);
                for (int i = 0; i < order.Length; i++)
                {
                    column[order[i]] = vectors[v][i];
                }
            }
        }

        return permuted;
    }

    private static void Product(Matrix left, Matrix right, int from, Span<double> result)
    {
        int block = result.Length / left.Columns;
        LinearAlgebra.Current.Multiply(
            left.AsSpan(),
            right.AsSpan().Slice(from * right.Rows, block * right.Rows),
            result,
            new ProductShape(left.Columns, left.Rows, block, TransposeA: true)
        );
    }

    private static int CountAtLeast(double[] values, double floor)
    {
        int count = 0;
        foreach (double value in values)
        {
            count += value >= floor ? 1 : 0;
        }

        return count;
    }

    /// <summary>The products of one feature, vector by vector, each over the permutations of the batch.</summary>
    private readonly ref struct Products(ReadOnlySpan<double> values, int size)
    {
        private readonly ReadOnlySpan<double> _values = values;

        public ReadOnlySpan<double> this[int vector] => _values.Slice(vector * size, size);
    }
}
