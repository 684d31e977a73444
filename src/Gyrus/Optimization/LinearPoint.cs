using System.Numerics.Tensors;

namespace Gyrus.Optimization;

/// <summary>A point of a <see cref="LinearProblem"/> with its intercepts at their best, and what follows from it.</summary>
internal sealed class LinearPoint
{
    private readonly LinearProblem _problem;
    private readonly double[] _move;
    private readonly double[] _shifts;
    private readonly double[] _trialGradient;

    /// <summary>The null model: β = 0.</summary>
    public LinearPoint(LinearProblem problem)
    {
        (_problem, int n) = (problem, problem.Datafit.Samples);
        (Eta, Slopes, _move) = (new double[n], new double[n], new double[n]);
        Beta = new double[problem.Design.Columns];
        (Gradient, _trialGradient) = (new double[problem.Design.Columns], new double[problem.Design.Columns]);
        Intercepts = (double[])problem.StartIntercepts.Clone();
        _shifts = new double[Intercepts.Length];
        problem.Offset?.CopyTo(Eta, 0);
        AddToSegments(Eta, Intercepts);
        Refresh();
        NullLoss = Loss;
    }

    public double[] Beta { get; }

    public double[] Intercepts { get; }

    public double[] Eta { get; private set; }

    /// <summary>Gets w f'; after a <see cref="Step"/> nothing until the point is refreshed.</summary>
    public double[] Slopes { get; private set; }

    /// <summary>Gets Xᵀ w f', the gradient of the loss; after a partial <see cref="Refresh(bool[])"/> some of it is that of an earlier place.</summary>
    public double[] Gradient { get; }

    /// <summary>Gets Xd + δ of the last step, at full length.</summary>
    public ReadOnlySpan<double> LastMove => _move;

    /// <summary>Gets the array of <see cref="LastMove"/>, for who needs one of this length between two steps.</summary>
    public double[] Scratch => _move;

    /// <summary>Gets the datafit.</summary>
    public double Loss { get; private set; }

    /// <summary>Gets the datafit of the null model.</summary>
    public double NullLoss { get; }

    /// <summary>Gets the excess loss of the null model over an exact fit, which gaps are relative to; 1 where there is none.</summary>
    public double Excess
    {
        get
        {
            double excess = NullLoss - _problem.Datafit.Least;
            return excess > 1e-13 * (1 + Math.Abs(NullLoss)) ? excess : 1;
        }
    }

    /// <summary>Puts the intercepts at their best and computes slopes, loss and gradient.</summary>
    public void Refresh()
    {
        Recentre();
        _problem.Design.TransposeProduct(Slopes, Gradient);
    }

    /// <summary>The same, with the gradient of some columns alone.</summary>
    public void Refresh(bool[] columns)
    {
        Recentre();
        Differentiate(Slopes, columns);
    }

    /// <summary>Sets the gradient of some columns to Xᵀv.</summary>
    public void Differentiate(ReadOnlySpan<double> v, bool[] columns)
    {
        _problem.Design.TransposeProduct(v, columns, _trialGradient);
        Keep(columns);
    }

    /// <summary>Sets the gradient of some columns to Xᵀv or near it, and errors to how far from it they may be.</summary>
    public void Estimate(ReadOnlySpan<double> v, bool[] columns, Span<double> errors)
    {
        _problem.Design.EstimateTransposeProduct(v, columns, _trialGradient, errors);
        Keep(columns);
    }

    /// <summary>Sets β, computing η anew.</summary>
    public void MoveTo(ReadOnlySpan<double> beta)
    {
        Place(beta);
        Refresh();
    }

    /// <summary>Sets β unless η leaves the domain of the loss there; then the point must be moved again before it is used.</summary>
    public bool TryMoveTo(ReadOnlySpan<double> beta)
    {
        Place(beta);
        if (!double.IsFinite(_problem.Datafit.Value(Eta)))
        {
            return false;
        }

        Refresh();
        return true;
    }

    /// <summary>Steps along (d, δ), halving until the objective falls by enough of the predicted decrease. The point must be refreshed before its slopes are used.</summary>
    /// <remarks>η is tried out where the slopes were, which are of no use once it moves: recordings may be long.</remarks>
    /// <param name="direction">d.</param>
    /// <param name="interceptDirection">δ.</param>
    /// <param name="predicted">The decrease that a model predicts of the full step, positive.</param>
    /// <param name="strength">The strength of the penalty.</param>
    /// <returns>The step taken, 0 when none is good enough.</returns>
    public double Step(ReadOnlySpan<double> direction, double[] interceptDirection, double predicted, double strength)
    {
        const double Enough = 1e-4;
        const int MaxHalvings = 40;
        Array.Clear(_move);
        _problem.Design.AddProduct(direction, _move);
        AddToSegments(_move, interceptDirection);
        double before = Loss + _problem.Penalty.Value(Beta, strength);
        double slack = 4e-15 * (1 + Math.Abs(before));
        double[] trial = new double[Beta.Length];
        double step = 1;
        for (int halving = 0; halving < MaxHalvings; halving++, step /= 2)
        {
            TensorPrimitives.MultiplyAdd(_move, step, Eta, Slopes);
            TensorPrimitives.MultiplyAdd(direction, step, Beta, trial);
            double after = _problem.Datafit.Value(Slopes) + _problem.Penalty.Value(trial, strength);
            if (after <= before - (Enough * step * predicted) + slack)
            {
                trial.CopyTo(Beta, 0);
                (Eta, Slopes) = (Slopes, Eta);
                TensorPrimitives.MultiplyAdd(interceptDirection, step, Intercepts, Intercepts);
                return step;
            }
        }

        return 0;
    }

    private void Keep(bool[] columns)
    {
        for (int j = 0; j < columns.Length; j++)
        {
            Gradient[j] = columns[j] ? _trialGradient[j] : Gradient[j];
        }
    }

    private void Place(ReadOnlySpan<double> beta)
    {
        beta.CopyTo(Beta);
        Eta.AsSpan().Clear();
        _problem.Offset?.CopyTo(Eta, 0);
        _problem.Design.AddProduct(Beta, Eta);
        AddToSegments(Eta, Intercepts);
    }

    private void Recentre()
    {
        Loss = _problem.Datafit.Recentre(Eta, _shifts, Slopes);
        TensorPrimitives.Add(Intercepts, _shifts, Intercepts);
    }

    /// <summary>Adds a number to each stretch of equal length.</summary>
    public static void AddToSegments(double[] eta, double[] shifts)
    {
        int length = eta.Length / shifts.Length;
        for (int k = 0; k < shifts.Length; k++)
        {
            Span<double> part = eta.AsSpan(k * length, length);
            TensorPrimitives.Add(part, shifts[k], part);
        }
    }
}
