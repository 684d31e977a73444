namespace Gyrus.Optimization;

/// <content>How far the point is from the optimum.</content>
internal sealed partial class ProximalNewton
{
    /// <summary>A smaller gap, relative to the scale, is one of rounding errors: the miss can be far below the rounding of the point itself.</summary>
    private const double Rounding = 1.1e-16;

    /// <summary>
    /// The gap, or +∞ where it is known to be above the target, and a measure of progress: the gap of the problem on the blocks whose gradient is
    /// exact. The gradient of the others, which costs most, is computed only where the gap can be small enough.
    /// </summary>
    private (double Gap, double Measure) Certify(double strength, double target)
    {
        double model = ModelCertificate(strength, target);
        if (model <= target)
        {
            return (model, model);
        }

        double part = DualityGap.At(_problem, Point, Point.Slopes, Point.Gradient, strength, _exact);
        double measure = part + FreeDecrement(Point.Gradient);
        if (!_exact.Contains(false) && !HasFree)
        {
            measure = Math.Min(measure, model);
            return (measure, measure);
        }

        double gap = measure <= target ? Certificate(strength) : double.PositiveInfinity;
        return (Math.Min(gap, model), Math.Min(measure, model));
    }

    private bool HasFree => FreeColumns.HasFree(_problem.Penalty.Blocks[0]);

    private double Certificate(double strength)
    {
        MakeExact(Array.ConvertAll(_exact, static _ => true));
        return FreeColumns.Certificate(_problem, Point, strength, _dual);
    }

    /// <summary>
    /// The gap with the slopes that the model predicts as the dual point: v = u + h(Xd + δ), taken before the step. Xᵀv = g + Hd satisfies
    /// the optimality conditions of the model, so v is feasible, and it misses the slopes at the end of the step by what the model
    /// misses: this gap is of second order where that of the slopes themselves is of first.
    /// </summary>
    private double ModelCertificate(double strength, double target)
    {
        if (_problem.Datafit.DualMiss(Point.Eta, Point.Slopes, _dual, 1) is var miss && !(miss <= target))
        {
            return double.PositiveInfinity;
        }

        if (_problem.Datafit.IsCoupled)
        {
            // A coupled model is steadied, so its gradient is not that of the design.
            double[] all = new double[_problem.Design.Columns];
            _problem.Design.TransposeProduct(_dual, all);
            double coupled = DualityGap.At(_problem, Point, _dual, all, strength);
            return coupled + FreeDecrement(all);
        }

        // Xᵀv of the working set is the gradient of the model; that of other blocks serves the next screening too.
        bool[] others = Array.ConvertAll(_working, static w => !w);
        if (others.Contains(true))
        {
            DifferentiateOutside(others, strength);
            Mark(others, false);
        }

        double[] gradient = (double[])Point.Gradient.Clone();
        for (int j = 0; j < _model!.Size; j++)
        {
            gradient[_model.Columns[j]] = _descent!.Gradient[j];
        }

        double excess = Point.Loss - Point.NullLoss + Scale;
        double gap = DualityGap.At(_problem, Point, _dual, gradient, strength, known: (miss, excess));
        if (gap > target)
        {
            gap = DualityGap.At(_problem, Point, _dual, gradient, strength);
        }

        return Math.Max(gap, Rounding * Scale) + FreeDecrement(gradient);
    }

    /// <summary>
    /// The gradient of blocks outside the working set at the dual point: an estimate where that is certain to be feasible, so that it has no say in the gap, else exact.
    /// Norms here rise with the size of each component, so the largest components bound them.
    /// </summary>
    private void DifferentiateOutside(bool[] others, double strength)
    {
        double[] largest = new double[_problem.Design.Columns];
        Point.Estimate(_dual, ColumnsOf(others), largest);
        if (!largest.AsSpan().ContainsAnyExcept(0))
        {
            return;
        }

        for (int j = 0; j < largest.Length; j++)
        {
            largest[j] += Math.Abs(Point.Gradient[j]);
        }

        bool[] doubtful = new bool[others.Length];
        for (int b = 0; b < others.Length; b++)
        {
            PenaltyBlock block = _problem.Penalty.Blocks[b];
            doubtful[b] = others[b] && !(block.DualNorm(PenaltyBlocks.Pick(largest, block.Columns)) <= strength);
        }

        if (doubtful.Contains(true))
        {
            Point.Differentiate(_dual, ColumnsOf(doubtful));
        }
    }

    /// <summary>½rᵀH⁻¹r of the free columns, by the curvature at hand; infinite before there is one. Of a dual point that is feasible a rounding error; elsewhere an estimate.</summary>
    private double FreeDecrement(double[] gradient)
    {
        PenaltyBlock smooth = _problem.Penalty.Blocks[0];
        if (!HasFree)
        {
            return 0;
        }

        double[] r = FreeColumns.Residual(smooth, gradient);
        return !r.AsSpan().ContainsAnyExcept(0) ? 0
            : _descent?.Smooth is { } factor ? 0.5 * factor.Form(r)
            : double.PositiveInfinity;
    }
}
