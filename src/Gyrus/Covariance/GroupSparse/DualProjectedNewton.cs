using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance.GroupSparse;

/// <summary>Projected Newton steps on the dual of one subject: maximise log det(S + R) over |R_ij| ≤ α, R_ii = 0.</summary>
/// <remarks>
/// <para>
/// The gradient is Ω = (S + R)⁻¹. Entries at a bound to which Ω_ij pushes them are the edges, held there; on the others the
/// Newton equations (ΩDΩ)_ij = Ω_ij are solved by conjugate gradients, preconditioned by Ω_ii Ω_jj + Ω_ij², and the step is cut
/// to the box. Dense answers have few free entries, and those that change sides are known by their signs: a handful of steps.
/// </para>
/// <para>
/// The answer is Ω without its free entries, which vanish in the limit: its objective and the dual value at R are both of second
/// order in the error. Source: Bertsekas (1982), SIAM J. Control Optim. 20:221, doi:10.1137/0320018.
/// </para>
/// </remarks>
internal sealed partial class DualProjectedNewton : IGroupSparseEngine
{
    private const int MostProducts = 500;
    private const int MostProductsPerStep = 50;
    private const int MostHalvings = 30;
    private const double ResidualShare = 0.2;
    private const double SufficientRise = 1e-4;
    private readonly int _p;
    private readonly int _mostSteps;
    private readonly double _alpha;
    private readonly Matrix _s;
    private readonly double[] _r;
    private readonly double[] _w;
    private readonly double[] _inverse;
    private readonly double[] _answer;
    private readonly double[] _free;
    private readonly double[] _trial;
    private readonly double[] _direction;
    private readonly double[] _remainder;
    private readonly double[] _search;
    private readonly double[] _product;
    private readonly double[] _half;
    private readonly double[] _scaling;
    private readonly double[] _diagonal;
    private readonly ProductShape _square;
    private double _logDet;
    private int _steps;
    private int _products;
    private bool _stalled;

    /// <param name="problem">A problem of one subject, α &gt; 0.</param>
    /// <param name="start">A full symmetric positive definite matrix.</param>
    /// <param name="mostSteps">The steps after which another engine should go on.</param>
    public DualProjectedNewton(GroupSparseProblem problem, Matrix start, int mostSteps)
    {
        _mostSteps = mostSteps;
        _p = problem.Regions;
        _alpha = problem.Alpha;
        _s = problem.Covariance(0);
        _square = new ProductShape(_p, _p, _p);
        (_r, _w, _inverse, _answer) = (Square(), Square(), Square(), Square());
        (_free, _trial, _direction, _remainder) = (Square(), Square(), Square(), Square());
        (_search, _product, _half, _scaling) = (Square(), Square(), Square(), Square());
        _diagonal = new double[_p];
        Start(start, problem.AlphaMax);
        Classify();
    }

    public string Name => "projected Newton";

    public bool StaysPositiveDefinite => false;

    public double LargestChange { get; private set; } = double.PositiveInfinity;

    /// <summary>Gets a value indicating whether another engine should go on.</summary>
    public bool GivesUp => _stalled || _steps >= _mostSteps || _products >= MostProducts;

    /// <summary>Gets (S + R)⁻¹, positive definite and without zeros; the start when there was no R to begin with.</summary>
    public ReadOnlySpan<double> Inverse => _inverse;

    public (double[][] Omega, double[][] Residuals) View() => ([_answer], [_r]);

    public bool IsSymmetric(int subject)
    {
        for (int j = 0; j < _p; j++)
        {
            for (int i = j + 1; i < _p; i++)
            {
                if (!_answer[(j * _p) + i].Equals(_answer[(i * _p) + j]))
                {
                    return false;
                }
            }
        }

        return true;
    }

    public void Iterate()
    {
        _steps++;
        SolveNewtonEquations();
        if (!StepIntoBox())
        {
            _stalled = true;
            LargestChange = 0;
            return;
        }

        _answer.CopyTo(_half, 0);
        Classify();
        TensorPrimitives.Subtract(_answer, _half, _half);
        LargestChange = Math.Abs(_half[TensorPrimitives.IndexOfMaxMagnitude<double>(_half)]);
    }

    /// <summary>Conjugate gradients on the free entries, to a share of the gradient: the next step corrects the rest.</summary>
    private void SolveNewtonEquations()
    {
        Array.Clear(_direction);
        TensorPrimitives.Multiply(_inverse, _free, _remainder);
        TensorPrimitives.Multiply(_remainder, _scaling, _search);
        double rise = TensorPrimitives.Dot<double>(_remainder, _search);
        double goal = ResidualShare * ResidualShare * TensorPrimitives.SumOfSquares<double>(_remainder);
        double squares = double.PositiveInfinity;
        for (int i = 0; i < MostProductsPerStep && squares > goal && rise > 0; i++)
        {
            ApplyHessian();
            double length = rise / TensorPrimitives.Dot<double>(_search, _product);
            TensorPrimitives.MultiplyAdd(_search, length, _direction, _direction);
            TensorPrimitives.MultiplyAdd(_product, -length, _remainder, _remainder);
            squares = TensorPrimitives.SumOfSquares<double>(_remainder);
            TensorPrimitives.Multiply(_remainder, _scaling, _product);
            double next = TensorPrimitives.Dot<double>(_remainder, _product);
            TensorPrimitives.MultiplyAdd(_search, next / rise, _product, _search);
            rise = next;
        }
    }

    /// <summary>(Ω·search·Ω) on the free entries.</summary>
    private void ApplyHessian()
    {
        _products++;
        LinearAlgebra.Current.Multiply(_inverse, _search, _half, _square);
        LinearAlgebra.Current.Multiply(_half, _inverse, _product, _square with { Symmetric = true });
        TensorPrimitives.Multiply(_product, _free, _product);
    }

    /// <summary>The longest of the steps 1, ½, ¼ …, cut to the box, that raises log det enough.</summary>
    private bool StepIntoBox()
    {
        // Near the optimum the rise is smaller than the rounding of log det.
        double rounding = 1e-14 * (_p + Math.Abs(_logDet));
        double length = 1;
        for (int i = 0; i < MostHalvings; i++, length *= 0.5)
        {
            for (int j = 0; j < _p; j++)
            {
                Span<double> column = _trial.AsSpan(j * _p, _p);
                TensorPrimitives.MultiplyAdd(_direction.AsSpan(j * _p, _p), length, _r.AsSpan(j * _p, _p), column);
                TensorPrimitives.Min(column, _alpha, column);
                TensorPrimitives.Max(column, -_alpha, column);
            }

            TensorPrimitives.Subtract(_trial, _r, _product);
            double promised = TensorPrimitives.Dot<double>(_inverse, _product);
            double before = _logDet;
            if (Factorise(_trial) && _logDet >= before + (SufficientRise * promised) - rounding)
            {
                Accept();
                return true;
            }

            _logDet = before;
        }

        return false;
    }

    /// <summary>Cholesky of S + R; false when it is not positive definite, else log det is set.</summary>
    private bool Factorise(double[] r)
    {
        TensorPrimitives.Add(_s.AsSpan(), r, _w);
        if (LinearAlgebra.Current.Cholesky(_w, _p) >= 0)
        {
            return false;
        }

        double sum = 0;
        for (int j = 0; j < _p; j++)
        {
            sum += Math.Log(_w[(j * _p) + j]);
        }

        _logDet = 2 * sum;
        return double.IsFinite(_logDet);
    }

    /// <summary>Takes the trial, whose factor is at hand; the lower triangle is the one that was factorised.</summary>
    private void Accept()
    {
        for (int j = 0; j < _p; j++)
        {
            for (int i = j; i < _p; i++)
            {
                double value = _trial[(j * _p) + i];
                _r[(j * _p) + i] = value;
                _r[(i * _p) + j] = value;
            }
        }

        LinearAlgebra.Current.CholeskyInverse(_w, _p);
        _w.CopyTo(_inverse, 0);
    }

    private double[] Square() => new double[_p * _p];
}
