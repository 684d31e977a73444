using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance.GroupSparse;

/// <summary>Objective, dual bound and gap of iterates of one problem; it remembers the best dual value it has seen.</summary>
/// <remarks>
/// <para>
/// B_k = S_k + R_k is dual feasible when R_k has a zero diagonal and ‖(w_k R_k,ij)_k‖ ≤ α; then p + Σ_k w_k log det B_k bounds
/// the optimum from below. On edges of the support R_k,ij = α Ω_k,ij/(w_k‖Ω_ij‖), elsewhere a candidate such as Ω⁻¹ − S scaled
/// into the ball: the bound's error is then of second order in the error of Ω. Feasibility does not depend on the candidate,
/// which may be stale. When such a B_k is not positive definite, a point nearer to diag S takes its place.
/// </para>
/// <para>Matrices are stored by columns and only their lower triangles are read. See docs/methods/group-sparse-covariance.md.</para>
/// </remarks>
internal sealed partial class GroupSparseCertificate
{
    private const int SafeSteps = 60;
    private readonly GroupSparseProblem _problem;
    private readonly int _p;
    private readonly double[] _work;
    private readonly double[] _norms;
    private readonly double[] _factors;
    private readonly double _radius;
    private double _best = double.NegativeInfinity;

    public GroupSparseCertificate(GroupSparseProblem problem)
    {
        _problem = problem;
        _p = problem.Regions;
        _work = new double[_p * _p];
        _norms = new double[_p * _p];
        _factors = new double[_p * _p];

        // A norm of K terms is rounded by at most about K·2⁻⁵³: this much inside, the point is in the ball for certain.
        _radius = problem.Alpha * (1 - ((problem.Subjects + 8) * 1.2e-16));
    }

    /// <summary>Gets the largest dual value seen so far; −∞ before the first.</summary>
    public double BestDual => _best;

    /// <summary>The certificate of precisions that live outside a solver.</summary>
    public static GroupSparseBound Of(GroupSparseProblem problem, IReadOnlyList<Matrix> precisions)
    {
        var certificate = new GroupSparseCertificate(problem);
        return certificate.Evaluate([.. precisions.Select(m => m.AsSpan().ToArray())], residuals: null, thorough: true);
    }

    /// <summary>Evaluates an iterate.</summary>
    /// <param name="omega">Ω_k, lower triangles.</param>
    /// <param name="residuals">Candidates for Ω_k⁻¹ − S_k, lower triangles; null to have them computed.</param>
    /// <param name="thorough">Whether to search on when the first dual point fails. It never fails near the optimum.</param>
    public GroupSparseBound Evaluate(double[][] omega, double[][]? residuals, bool thorough)
    {
        double[] factor = _work;
        double likelihood = 0;
        double[][] candidates = residuals ?? new double[omega.Length][];
        for (int k = 0; k < omega.Length; k++)
        {
            omega[k].CopyTo(factor, 0);
            double logDet = LogDeterminant(factor);
            if (double.IsNaN(logDet))
            {
                return new GroupSparseBound(false, double.NegativeInfinity, double.PositiveInfinity, Baseline());
            }

            likelihood += _problem.Weights[k] * (logDet - InnerProduct(_problem.Covariance(k).AsSpan(), omega[k]));
            if (residuals is null)
            {
                LinearAlgebra.Current.CholeskyInverse(factor, _p);
                candidates[k] = new double[_p * _p];
                TensorPrimitives.Subtract(factor, _problem.Covariance(k).AsSpan(), candidates[k]);
            }
        }

        double penalty = SumOfNorms(omega);
        double objective = (2 * _problem.Alpha * penalty) - likelihood;
        ImproveDual(omega, candidates, thorough);
        return new GroupSparseBound(true, likelihood, objective, _best);
    }

    /// <summary>F(Ω) alone; +∞ when an Ω_k is not positive definite. The Cholesky factors are left in <paramref name="factors"/>.</summary>
    public double Objective(double[][] omega, double[][] factors)
    {
        double value = 0;
        for (int k = 0; k < omega.Length; k++)
        {
            omega[k].CopyTo(factors[k], 0);
            double logDet = LogDeterminant(factors[k]);
            if (double.IsNaN(logDet))
            {
                return double.PositiveInfinity;
            }

            value += _problem.Weights[k] * (InnerProduct(_problem.Covariance(k).AsSpan(), omega[k]) - logDet);
        }

        return value + (2 * _problem.Alpha * SumOfNorms(omega));
    }

    private void ImproveDual(double[][] omega, double[][] residuals, bool thorough)
    {
        if (!IsSingle)
        {
            SetFactors(omega, residuals);
        }

        if (Offer(omega, residuals, 0) || (!thorough && double.IsFinite(_best)))
        {
            return;
        }

        Baseline();
        Array.Clear(_norms);
        SetFactors(null, residuals);
        double shrinkage = 0;
        for (int step = 0; step < SafeSteps && !Offer(null, residuals, shrinkage); step++)
        {
            shrinkage = shrinkage == 0 ? 1e-6 : 0.5 * (1 + shrinkage);
        }
    }

    /// <summary>The dual point that always exists for α &gt; 0: S with its off-diagonal scaled by 1 − min(1, α/α_max).</summary>
    private double Baseline()
    {
        if (double.IsFinite(_best))
        {
            return _best;
        }

        double shrinkage = SafeShrinkage;
        double value = _p;
        for (int k = 0; k < _problem.Subjects; k++)
        {
            ReadOnlySpan<double> s = _problem.Covariance(k).AsSpan();
            TensorPrimitives.Multiply(s, 1 - shrinkage, _work);
            for (int j = 0; j < _p; j++)
            {
                _work[(j * _p) + j] = s[(j * _p) + j];
            }

            value += _problem.Weights[k] * LogDeterminant(_work);
        }

        return Keep(value);
    }

    private double SafeShrinkage => _problem.AlphaMax > 0 ? Math.Min(1, _radius / _problem.AlphaMax) : 1;

    /// <summary>Evaluates p + Σ w log det(S + R); false when some matrix is not positive definite.</summary>
    private bool Offer(double[][]? omega, double[][] residuals, double shrinkage)
    {
        double value = _p;
        for (int k = 0; k < _problem.Subjects; k++)
        {
            if (IsSingle && omega is not null)
            {
                ComposeSingle(omega[0], residuals[0]);
            }
            else
            {
                Compose(k, omega?[k], residuals[k], shrinkage);
            }

            double logDet = LogDeterminant(_work);
            if (double.IsNaN(logDet))
            {
                return false;
            }

            value += _problem.Weights[k] * logDet;
        }

        Keep(value);
        return true;
    }

    private double Keep(double value)
    {
        _best = value > _best ? value : _best;
        return _best;
    }

    private void Compose(int subject, double[]? omega, double[] residual, double shrinkage)
    {
        ReadOnlySpan<double> s = _problem.Covariance(subject).AsSpan();
        double weight = 1 / _problem.Weights[subject];
        double safe = shrinkage * SafeShrinkage;
        for (int j = 0; j < _p; j++)
        {
            int start = j * _p;
            _work[start + j] = s[start + j];
            for (int at = start + j + 1; at < start + _p; at++)
            {
                double r = _norms[at] > 0 ? omega![at] * weight * _factors[at] : residual[at] * _factors[at];
                _work[at] = s[at] + ((1 - shrinkage) * r) - (safe * s[at]);
            }
        }
    }

    /// <summary>On the support α/‖Ω_ij‖, elsewhere what scales the candidate into the ball.</summary>
    private void SetFactors(double[][]? omega, double[][] residuals)
    {
        for (int j = 0; j < _p; j++)
        {
            int start = (j * _p) + j + 1;
            Span<double> factors = _factors.AsSpan(start, _p - j - 1);
            factors.Clear();
            for (int k = 0; k < residuals.Length; k++)
            {
                AddSquares(residuals[k].AsSpan(start, factors.Length), _problem.Weights[k], factors);
            }

            TensorPrimitives.Sqrt(factors, factors);
            for (int i = 0; i < factors.Length; i++)
            {
                double norm = omega is null ? 0 : _norms[start + i];
                factors[i] =
                    norm > 0 ? _radius / norm
                    : factors[i] > _radius ? _radius / factors[i]
                    : 1;
            }
        }
    }

    /// <summary>Σ_{i&gt;j} ‖Ω_ij‖; the norms stay in the workspace.</summary>
    private double SumOfNorms(double[][] omega)
    {
        if (IsSingle)
        {
            return SumOfMagnitudes(omega[0]);
        }

        double sum = 0;
        for (int j = 0; j < _p; j++)
        {
            int start = (j * _p) + j + 1;
            Span<double> norms = _norms.AsSpan(start, _p - j - 1);
            norms.Clear();
            foreach (double[] matrix in omega)
            {
                AddSquares(matrix.AsSpan(start, norms.Length), 1, norms);
            }

            TensorPrimitives.Sqrt(norms, norms);
            sum += TensorPrimitives.Sum<double>(norms);
        }

        return sum;
    }

    /// <summary>⟨A, B⟩ of symmetric matrices from their lower triangles.</summary>
    private double InnerProduct(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double diagonal = 0;
        double below = 0;
        for (int j = 0; j < _p; j++)
        {
            int at = (j * _p) + j;
            diagonal += a[at] * b[at];
            below += TensorPrimitives.Dot(a.Slice(at + 1, _p - j - 1), b.Slice(at + 1, _p - j - 1));
        }

        return diagonal + (2 * below);
    }

    /// <summary>log det from a Cholesky factorisation in place; NaN when the matrix is not positive definite.</summary>
    private double LogDeterminant(double[] matrix)
    {
        if (LinearAlgebra.Current.Cholesky(matrix, _p) >= 0)
        {
            return double.NaN;
        }

        double sum = 0;
        for (int j = 0; j < _p; j++)
        {
            sum += Math.Log(matrix[(j * _p) + j]);
        }

        return 2 * sum;
    }

    private static void AddSquares(ReadOnlySpan<double> x, double factor, Span<double> sum)
    {
        double square = factor * factor;
        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] += square * x[i] * x[i];
        }
    }
}
