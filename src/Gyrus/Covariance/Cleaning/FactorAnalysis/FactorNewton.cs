using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>Newton steps on θ = ln ψ ≥ ln ψ_min, with the loadings maximised out.</summary>
/// <remarks>
/// Each step is the least of the quadratic model within the bounds, cut until the likelihood rises. It costs one eigendecomposition, the second
/// derivative (<see cref="FactorCurvature"/>) and a few Cholesky factorisations; the last eigendecomposition of a line search is that of the next step.
/// </remarks>
internal sealed class FactorNewton
{
    private const double LargestMove = 2;
    private readonly Matrix _sample;
    private readonly double _floor;
    private readonly int _size;
    private readonly FactorCurvature _curvature;
    private readonly BoxQuadratic _model;
    private readonly double[] _low;
    private FactorPoint _point;
    private FactorPoint _trial;

    /// <summary>Binds a correlation matrix and the least uniqueness.</summary>
    public FactorNewton(Matrix sample, double leastUniqueness)
    {
        _sample = sample;
        _size = sample.Rows;
        _floor = Math.Log(leastUniqueness);
        _curvature = new FactorCurvature(_size);
        _model = new BoxQuadratic(_size);
        _low = new double[_size];
        _point = new FactorPoint(_size);
        _trial = new FactorPoint(_size);
    }

    /// <summary>Gets the present point.</summary>
    public FactorPoint Point => _point;

    /// <summary>Gets the largest slope that a step could still use: none counts where ψ is at its bound and would fall further.</summary>
    public double Slope
    {
        get
        {
            double largest = 0;
            for (int i = 0; i < _size; i++)
            {
                largest = AtBound(i) ? largest : Math.Max(largest, Math.Abs(_point.Gradient[i]));
            }

            return largest;
        }
    }

    /// <summary>Whether ψᵢ is at its bound and the likelihood would have it smaller.</summary>
    public bool AtBound(int i) => _point.LogUniqueness[i] <= _floor && _point.Gradient[i] > 0;

    /// <summary>Puts the iterate at ψ.</summary>
    public void Start(ReadOnlySpan<double> uniqueness, int factors)
    {
        double[] logarithms = new double[_size];
        for (int i = 0; i < _size; i++)
        {
            logarithms[i] = Math.Max(_floor, Math.Log(uniqueness[i]));
        }

        StartAt(logarithms, factors);
    }

    /// <summary>Puts the iterate at ln ψ, which is within its bound.</summary>
    public void StartAt(ReadOnlySpan<double> logUniqueness, int factors)
    {
        logUniqueness.CopyTo(_point.LogUniqueness);
        _point.Evaluate(_sample, factors);
    }

    /// <summary>One step. Returns the decrease of f that the quadratic model promised; 0 when no step decreases f.</summary>
    public double Step(int factors)
    {
        double promise = Direction();
        ReadOnlySpan<double> step = _model.Step;
        double length = Math.Min(1, LargestMove / Math.Abs(TensorPrimitives.MaxMagnitude(step)));
        for (int halving = 0; halving < 30; halving++, length *= 0.5)
        {
            for (int i = 0; i < _size; i++)
            {
                // A step that ends at the bound ends there to the last bit.
                bool ends = length == 1 && step[i] <= _low[i];
                _trial.LogUniqueness[i] = ends
                    ? _floor
                    : Math.Max(_floor, _point.LogUniqueness[i] + (length * step[i]));
            }

            _trial.Evaluate(_sample, factors);
            if (Accepts(length * TensorPrimitives.Dot(step, _point.Gradient)))
            {
                (_point, _trial) = (_trial, _point);
                return promise;
            }
        }

        return 0;
    }

    // Beside the optimum f no longer tells two points apart; the slope does.
    private bool Accepts(double linear)
    {
        double rounding = 1e-13 * (1 + Math.Abs(_point.Objective));
        double change = _trial.Objective - _point.Objective;
        return change <= 1e-4 * linear
            || (
                -linear <= rounding
                && change <= rounding
                && TensorPrimitives.Norm<double>(_trial.Gradient) <= TensorPrimitives.Norm<double>(_point.Gradient)
            );
    }

    private double Direction()
    {
        _curvature.Compute(_point);
        return Solve(exact: true) ?? Solve(exact: false) ?? 0;
    }

    private double? Solve(bool exact)
    {
        for (int i = 0; i < _size; i++)
        {
            _low[i] = _floor - _point.LogUniqueness[i];
            _model.Held[i] = AtBound(i);
        }

        _curvature.Write(_model.Hessian, exact);
        return _model.Solve(_point.Gradient, _low);
    }
}
