using System.Numerics.Tensors;
using Gyrus.Inference;
using Gyrus.Numerics;
using Gyrus.Optimization;

namespace Gyrus.Glm.Selection;

/// <summary>The robust covariance of (b, β) of an unpenalised fit: A J Aᵀ.</summary>
/// <remarks>
/// With the curvature H = Σ h (1, x)(1, x)ᵀ and c = Σ h x / Σ h, A maps a score to a step: δβ = P(g_β − c g_b), δb = g_b/Σh − cᵀδβ, where P is the
/// pseudo-inverse of H_ββ − c cᵀΣh. Without aliases A is H⁻¹; with them it is that of the answer of least norm. J is scaled by n/(n − rank − 1).
/// Memory: one number per sample and column.
/// </remarks>
/// <param name="Covariance">Of (b, β), the answer of least norm.</param>
/// <param name="Scaled">Of γ = D^½β without aliases, D the diagonal of P⁺: what tests are made of, since coefficients that nearly run off do not reach the others there.</param>
/// <param name="Curvature">P, which brings β to that form.</param>
/// <param name="Lags">The lags.</param>
/// <param name="Trials">The trials.</param>
internal sealed record RefitSandwich(Matrix Covariance, Matrix Scaled, PseudoInverse Curvature, int Lags, int Trials)
{
    public static RefitSandwich Of(GlmData data, GlmFit fit, int neuron, RefittedEffects options)
    {
        GlmTask task = GlmTask.Of(data, neuron, fit.Model.Observation.Family);
        double[] eta = task.Offset is { } offset ? [.. offset] : new double[task.Weights.Length];
        data.Design.Store.AddProduct([.. fit.Coefficients], eta);
        TensorPrimitives.Add(eta, fit.Intercept, eta);
        Datafit datafit = LossFactory.Create(fit.Model.Observation, task.Response(), task.Weights);
        (Matrix bread, Matrix scaled, PseudoInverse curvature) = Bread(data.Design.Store, datafit, eta);
        Matrix scores = Scores(data.Design.Store, datafit, eta);
        int[] starts = Gyrus.Validation.Trials.Starts(eta.Length, data.Trials);
        bool clustered = options.Covariance == RobustCovariance.TrialClustered;
        if (clustered && starts.Length < 2)
        {
            throw new ArgumentException("Clustered intervals need trials: set GlmData.Trials, or use Newey-West.");
        }

        int lags = clustered ? 0 : options.Lags ?? LongRunVariance.AndrewsLags(scores, starts);
        Matrix j = clustered
            ? LongRunVariance.Clustered(scores, starts)
            : LongRunVariance.NeweyWest(scores, starts, lags);
        double factor = task.Samples / Math.Max(1.0, task.Samples - curvature.Rank - 1);
        return new RefitSandwich(
            Sandwich(bread, j, factor),
            Sandwich(scaled, j, factor),
            curvature,
            lags,
            starts.Length
        );
    }

    /// <summary>The Wald test of some columns: γ_gᵀV_g⁺γ_g on what of them is not aliased within themselves.</summary>
    /// <param name="scaled">γ of all columns.</param>
    /// <param name="start">The first column.</param>
    /// <param name="count">How many.</param>
    public (int Rank, double Wald) Test(double[] scaled, int start, int count)
    {
        // A direction that is all within the null space has 0 here, others have much more than rounding.
        const double Least = 1e-6;
        Matrix basis = Curvature.Projection(start, count);
        double[] values = new double[count];
        LinearAlgebra.Current.SymmetricEigen(basis.Values, values, count);
        int lost = values.Count(static v => v <= Least);
        int rank = count - lost;
        double[] own = new double[rank];
        var v = new Matrix(rank, rank);
        double[] half = new double[count];
        for (int a = 0; a < rank; a++)
        {
            ReadOnlySpan<double> direction = basis.Column(lost + a);
            own[a] = TensorPrimitives.Dot(direction, scaled.AsSpan(start, count));
            for (int i = 0; i < count; i++)
            {
                half[i] = TensorPrimitives.Dot(Scaled.Column(1 + start + i).Slice(1 + start, count), direction);
            }

            for (int b = 0; b < rank; b++)
            {
                v[b, a] = TensorPrimitives.Dot<double>(basis.Column(lost + b), half);
            }
        }

        var inverse = new PseudoInverse(v.AsSpan(), rank, RefittedEffects.RankTolerance);
        return (inverse.Rank, inverse.Form(own));
    }

    private static (Matrix Bread, Matrix Scaled, PseudoInverse Curvature) Bread(
        IDesign design,
        Datafit datafit,
        double[] eta
    )
    {
        int p = design.Columns;
        double[] h = new double[eta.Length];
        datafit.Curvatures(eta, h);
        double total = TensorPrimitives.Sum<double>(h);
        var gram = new Matrix(p, p);
        double[] c = new double[p];
        design.WeightedGram(h, [.. Enumerable.Range(0, p)], gram.Values, c);
        TensorPrimitives.Divide(c, total, c);
        var centred = Matrix.Create(p, p, (i, k) => gram[i, k] - (total * c[i] * c[k]));
        double[] sizes = [.. Enumerable.Range(0, p).Select(j => gram[j, j])];
        var curvature = new PseudoInverse(centred.AsSpan(), p, RefittedEffects.RankTolerance, sizes);
        var scaled = new Matrix(p + 1, p + 1);
        var a = new Matrix(p + 1, p + 1);
        double[] unit = new double[p];
        for (int k = 0; k < p; k++)
        {
            unit[k] = 1;
            curvature.SolveScaled(unit, scaled.MutableColumn(k + 1)[1..]);
            curvature.Solve(unit, a.MutableColumn(k + 1)[1..]);
            unit[k] = 0;
            TensorPrimitives.MultiplyAdd(scaled.Column(k + 1), -c[k], scaled.Column(0), scaled.MutableColumn(0));
            TensorPrimitives.MultiplyAdd(a.Column(k + 1), -c[k], a.Column(0), a.MutableColumn(0));
        }

        a[0, 0] = 1 / total;
        for (int k = 0; k <= p; k++)
        {
            a[0, k] -= TensorPrimitives.Dot(c, a.Column(k)[1..]);
        }

        return (a, scaled, curvature);
    }

    private static Matrix Scores(IDesign design, Datafit datafit, double[] eta)
    {
        double[] u = new double[eta.Length];
        datafit.Slopes(eta, u);
        var scores = new Matrix(eta.Length, design.Columns + 1);
        u.CopyTo(scores.MutableColumn(0));
        double[] unit = new double[design.Columns];
        for (int j = 0; j < unit.Length; j++)
        {
            unit[j] = 1;
            Span<double> column = scores.MutableColumn(j + 1);
            design.AddProduct(unit, column);
            TensorPrimitives.Multiply(column, u, column);
            unit[j] = 0;
        }

        return scores;
    }

    private static Matrix Sandwich(Matrix a, Matrix j, double factor)
    {
        int n = a.Rows;
        var half = new Matrix(n, n);
        var v = new Matrix(n, n);
        LinearAlgebra.Current.Multiply(a.AsSpan(), j.AsSpan(), half.Values, new ProductShape(n, n, n));
        LinearAlgebra.Current.Multiply(
            half.AsSpan(),
            a.AsSpan(),
            v.Values,
            new ProductShape(n, n, n, TransposeB: true, Symmetric: true, Alpha: factor)
        );
        return v;
    }
}
