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
internal sealed record RefitSandwich(Matrix Covariance, int Lags, int Trials)
{
    public static RefitSandwich Of(GlmData data, GlmFit fit, int neuron, RefittedEffects options)
    {
        GlmTask task = GlmTask.Of(data, neuron, fit.Model.Observation.Family);
        double[] eta = task.Offset is { } offset ? [.. offset] : new double[task.Weights.Length];
        data.Design.Store.AddProduct([.. fit.Coefficients], eta);
        TensorPrimitives.Add(eta, fit.Intercept, eta);
        Datafit datafit = LossFactory.Create(fit.Model.Observation, task.Response(), task.Weights);
        (Matrix bread, int rank) = Bread(data.Design.Store, datafit, eta);
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
        double factor = task.Samples / Math.Max(1.0, task.Samples - rank - 1);
        return new RefitSandwich(Sandwich(bread, j, factor), lags, starts.Length);
    }

    private static (Matrix Bread, int Rank) Bread(IDesign design, Datafit datafit, double[] eta)
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
        var pseudo = new PseudoInverse(centred.AsSpan(), p, RefittedEffects.RankTolerance);
        (Matrix inverse, int rank) = (pseudo.ToMatrix(), pseudo.Rank);
        var a = new Matrix(p + 1, p + 1);
        for (int i = 0; i < p; i++)
        {
            for (int k = 0; k < p; k++)
            {
                a[i + 1, k + 1] = inverse[i, k];
            }

            a[i + 1, 0] = -TensorPrimitives.Dot(inverse.Column(i), c);
        }

        a[0, 0] = 1 / total;
        for (int k = 0; k <= p; k++)
        {
            for (int i = 0; i < p; i++)
            {
                a[0, k] -= c[i] * a[i + 1, k];
            }
        }

        return (a, rank);
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
