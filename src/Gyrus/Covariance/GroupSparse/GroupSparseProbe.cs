using Gyrus.Numerics;

namespace Gyrus.Covariance.GroupSparse;

/// <summary>What a probe may look at after an iteration. It is valid during the call only; every value is computed when asked for.</summary>
public sealed class GroupSparseProbe
{
    private readonly Lazy<GroupSparseBound> _bound;
    private readonly Lazy<IReadOnlyList<Matrix>> _precisions;

    internal GroupSparseProbe(
        int iteration,
        string method,
        double largestChange,
        Func<GroupSparseBound> bound,
        Func<IReadOnlyList<Matrix>> precisions
    )
    {
        Iteration = iteration;
        Method = method;
        LargestChange = largestChange;
        _bound = new Lazy<GroupSparseBound>(bound, LazyThreadSafetyMode.None);
        _precisions = new Lazy<IReadOnlyList<Matrix>>(precisions, LazyThreadSafetyMode.None);
    }

    /// <summary>Gets the number of iterations done, from 1.</summary>
    public int Iteration { get; }

    /// <summary>Gets the algorithm that made the iteration.</summary>
    public string Method { get; }

    /// <summary>Gets the largest absolute change of an entry of a precision in this iteration.</summary>
    public double LargestChange { get; }

    /// <summary>Gets the objective at the iterate, +∞ when a precision is not positive definite.</summary>
    public double Objective => _bound.Value.Objective;

    /// <summary>Gets Σ_k w_k[log det Ω_k − ⟨S_k, Ω_k⟩], without constants.</summary>
    public double LogLikelihood => _bound.Value.LogLikelihood;

    /// <summary>Gets the best lower bound of the optimum so far.</summary>
    public double DualBound => _bound.Value.Dual;

    /// <summary>Gets the certified gap: objective − dual bound, at least 0.</summary>
    public double Gap => _bound.Value.Gap;

    /// <summary>Gets copies of the precisions, in the order of the subjects.</summary>
    public IReadOnlyList<Matrix> Precisions => _precisions.Value;
}
