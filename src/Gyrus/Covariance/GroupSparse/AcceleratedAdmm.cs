using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Gyrus.Numerics;

namespace Gyrus.Covariance.GroupSparse;

/// <summary>ADMM on Ω = X (likelihood) = Z (penalty) with scale-balanced ρ, over-relaxation and extrapolation of V = Z + U.</summary>
/// <remarks>
/// <para>
/// X_k = Q diag((d + √(d²+4c))/(2c)) Qᵀ with Q diag(d) Qᵀ = c(Z_k − U_k) − S_k and c = ρ/w_k; Z is the group shrinkage of
/// V = 1.6·X − 0.6·Z + U and U = V − Z. Z is the answer, and S + ρU/w is dual feasible by construction.
/// </para>
/// <para>
/// Subjects are independent except for the norms of the shrinkage, which are summed in the order of the subjects: the
/// result does not depend on the number of threads. Source: Boyd et al. (2011), doi:10.1561/2200000016, sections 3.4 and 6.5.
/// </para>
/// </remarks>
internal sealed partial class AcceleratedAdmm : IGroupSparseEngine
{
    private const int Window = 8;
    private const int BalanceEvery = 5;
    private const double Relaxation = 1.6;
    private const double MostUnequalScales = 1.5;
    private readonly GroupSparseProblem _problem;
    private readonly int _p;
    private readonly double[][] _z;
    private readonly double[][] _u;
    private readonly double[][] _v;
    private readonly Matrix[] _covariances;
    private readonly double[] _scales;
    private readonly double[][]? _unscaled;
    private readonly List<double[]> _history = [];
    private readonly ParallelOptions _parallel;
    private readonly Lock _spare = new();
    private readonly Stack<(double[] Vectors, double[] Scaled, double[] Values)> _workspaces = [];
    private double _rho;
    private int _sinceBalance;
    private double _lastResidual = double.PositiveInfinity;
    private double[]? _beforeJump;

    /// <param name="problem">The problem.</param>
    /// <param name="omega">Where to start, full symmetric matrices; taken over.</param>
    /// <param name="residuals">Ω_k⁻¹ − S_k at the start, full symmetric matrices; taken over.</param>
    /// <param name="stop">Gives the number of threads.</param>
    /// <param name="cancellationToken">Cancels between subjects.</param>
    public AcceleratedAdmm(
        GroupSparseProblem problem,
        double[][] omega,
        double[][] residuals,
        GroupSparseStop stop,
        CancellationToken cancellationToken
    )
    {
        _problem = problem;
        _p = problem.Regions;
        _z = omega;
        _u = residuals;
        _v = [.. omega.Select(_ => new double[_p * _p])];
        _parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = stop.Threads,
            CancellationToken = cancellationToken,
        };
        _scales = Scales(problem);
        _covariances = [.. problem.Covariances];
        if (_scales.Min() != _scales.Max())
        {
            _unscaled = [.. omega.Select(_ => new double[_p * _p])];
            Rescale();
        }

        SetFirstPenalty();
    }

    public string Name => "accelerated ADMM";

    public bool StaysPositiveDefinite => false;

    /// <summary>Gets the largest change of an entry of Z in the last iteration.</summary>
    public double LargestChange { get; private set; }

    /// <summary>Z and the dual candidates ρU/w in the units of the data; V, which the next iteration overwrites, holds the latter.</summary>
    public (double[][] Omega, double[][] Residuals) View()
    {
        for (int k = 0; k < _u.Length; k++)
        {
            TensorPrimitives.Multiply(_u[k], _rho / _problem.Weights[k], _v[k]);
            if (_unscaled is not null)
            {
                MultiplyEntries(_z[k], -1, _unscaled[k]);
                MultiplyEntries(_v[k], 1, _v[k]);
            }
        }

        return (_unscaled ?? _z, _v);
    }

    public bool IsSymmetric(int subject)
    {
        for (int j = 0; j < _p; j++)
        {
            for (int i = j + 1; i < _p; i++)
            {
                if (!_z[subject][(j * _p) + i].Equals(_z[subject][(i * _p) + j]))
                {
                    return false;
                }
            }
        }

        return true;
    }

    public void Iterate()
    {
        EachSubject(RelaxedProx);
        (double residual, double primal, double dual) = Shrink();
        if (_beforeJump is not null && residual > 2 * _lastResidual)
        {
            Restore(_beforeJump);
            _beforeJump = null;
            _history.Clear();
            return;
        }

        _beforeJump = null;
        _lastResidual = residual;
        if (!Balance(primal, dual))
        {
            Extrapolate();
        }
    }

    private void SetFirstPenalty()
    {
        double residualSquares = 0;
        double omegaSquares = 0;
        for (int k = 0; k < _z.Length; k++)
        {
            double weight = _problem.Weights[k];
            residualSquares += weight * weight * TensorPrimitives.SumOfSquares<double>(_u[k]);
            omegaSquares += TensorPrimitives.SumOfSquares<double>(_z[k]);
        }

        double ratio = Math.Sqrt(residualSquares / omegaSquares);
        _rho = ratio > 0 && double.IsFinite(ratio) ? ratio : 1.0 / _z.Length;
        for (int k = 0; k < _z.Length; k++)
        {
            TensorPrimitives.Multiply(_u[k], _problem.Weights[k] / _rho, _u[k]);
        }
    }

    private void EachSubject(Action<int> work)
    {
        if (_parallel.MaxDegreeOfParallelism == 1)
        {
            for (int k = 0; k < _z.Length; k++)
            {
                _parallel.CancellationToken.ThrowIfCancellationRequested();
                work(k);
            }
        }
        else
        {
            Parallel.For(0, _z.Length, _parallel, work);
        }
    }

    /// <summary>V_k ← 1.6·X_k − 0.6·Z_k + U_k.</summary>
    private void RelaxedProx(int k)
    {
        (double[] vectors, double[] scaled, double[] values) = TakeWorkspace();
        double c = _rho / _problem.Weights[k];
        TensorPrimitives.Subtract(_z[k], _u[k], vectors);
        TensorPrimitives.Multiply(vectors, c, vectors);
        TensorPrimitives.Subtract(vectors, _covariances[k].AsSpan(), vectors);
        LinearAlgebra.Current.SymmetricEigen(vectors, values, _p);
        for (int j = 0; j < _p; j++)
        {
            // (d + √(d²+4c))/(2c) loses digits for d < 0; 2/(√(d²+4c) − d) is the same number.
            double d = values[j];
            double root = Math.Sqrt((d * d) + (4 * c));
            double x = d < 0 ? 2 / (root - d) : (d + root) / (2 * c);
            TensorPrimitives.Multiply(vectors.AsSpan(j * _p, _p), Math.Sqrt(Relaxation * x), scaled.AsSpan(j * _p, _p));
        }

        var shape = new ProductShape(_p, _p, _p, TransposeB: true, Symmetric: true);
        LinearAlgebra.Current.Multiply(scaled, scaled, _v[k], shape);
        TensorPrimitives.MultiplyAdd(_z[k], 1 - Relaxation, _v[k], _v[k]);
        TensorPrimitives.Add(_v[k], _u[k], _v[k]);
        ReturnWorkspace((vectors, scaled, values));
    }

    private (double[] Vectors, double[] Scaled, double[] Values) TakeWorkspace()
    {
        lock (_spare)
        {
            if (_workspaces.TryPop(out (double[], double[], double[]) workspace))
            {
                return workspace;
            }
        }

        return (new double[_p * _p], new double[_p * _p], new double[_p]);
    }

    private void ReturnWorkspace((double[] Vectors, double[] Scaled, double[] Values) workspace)
    {
        lock (_spare)
        {
            _workspaces.Push(workspace);
        }
    }

    /// <summary>Z ← group shrinkage of V by α/ρ off the diagonal, U ← V − Z; symmetric to the last bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (double Residual, double Primal, double Dual) Shrink()
    {
        double moved = 0;
        double primal = 0;
        double dual = 0;
        double change = 0;
        double[] norms = new double[_p];
        for (int j = 0; j < _p; j++)
        {
            Span<double> keep = norms.AsSpan(j, _p - j);
            keep.Clear();
            foreach (double[] v in _v)
            {
                for (int i = j; i < _p; i++)
                {
                    double value = v[(j * _p) + i];
                    norms[i] += value * value;
                }
            }

            double perScale = _problem.Alpha / (_rho * _scales[j]);
            for (int i = j + 1; i < _p; i++)
            {
                double threshold = perScale / _scales[i];
                double norm = Math.Sqrt(norms[i]);
                norms[i] = norm > threshold ? 1 - (threshold / norm) : 0;
            }

            norms[j] = 1;
            for (int k = 0; k < _z.Length; k++)
            {
                double[] v = _v[k];
                double[] z = _z[k];
                double[] u = _u[k];
                for (int i = j; i < _p; i++)
                {
                    int at = (j * _p) + i;
                    double zOld = z[at];
                    double uOld = u[at];
                    double zNew = v[at] * norms[i];
                    double uNew = v[at] - zNew;
                    double step = zNew - zOld;
                    double both = v[at] - zOld - uOld;
                    double times = i == j ? 1 : 2;

                    // V − Z − U = 1.6(X − Z) with the old Z and U.
                    double apart = (both / Relaxation) - step;
                    primal += times * apart * apart;
                    dual += times * step * step;
                    moved += times * both * both;
                    change = Math.Max(change, Math.Abs(step) / (_scales[i] * _scales[j]));
                    z[at] = zNew;
                    z[(i * _p) + j] = zNew;
                    u[at] = uNew;
                    u[(i * _p) + j] = uNew;
                }
            }
        }

        LargestChange = change;
        return (Math.Sqrt(moved), Math.Sqrt(primal), Math.Sqrt(dual) * _rho);
    }

    /// <summary>Keeps the relative residuals of one size by changing ρ; U keeps ρU.</summary>
    private bool Balance(double primal, double dual)
    {
        if (++_sinceBalance < BalanceEvery)
        {
            return false;
        }

        double ratio = Math.Sqrt(primal / Norm(_z) / (dual / (_rho * Norm(_u))));
        if (!double.IsFinite(ratio) || ratio is >= 0.5 and <= 2)
        {
            return false;
        }

        ratio = Math.Clamp(ratio, 0.2, 5);
        _rho *= ratio;
        foreach (double[] u in _u)
        {
            TensorPrimitives.Multiply(u, 1 / ratio, u);
        }

        _sinceBalance = 0;
        _history.Clear();
        _lastResidual = double.PositiveInfinity;
        return true;
    }

    private static double Norm(double[][] matrices)
    {
        double sum = 0;
        foreach (double[] matrix in matrices)
        {
            sum += TensorPrimitives.SumOfSquares<double>(matrix);
        }

        return Math.Sqrt(sum);
    }
}
