using System.Numerics.Tensors;

namespace Gyrus.Optimization;

/// <summary>The smooth part of an objective as a function of η: Σ_i w_i f(η_i, y_i). It never sees the design.</summary>
/// <remarks>
/// η has <see cref="Segments"/> stretches of equal length, one for each response, with an intercept each. Samples of weight
/// zero do not count, whatever they hold. Sums run in the order of the samples.
/// </remarks>
internal abstract class Datafit
{
    /// <summary>Gets the length of η.</summary>
    public abstract int Samples { get; }

    /// <summary>Gets the number of responses, each with an intercept of its own.</summary>
    public abstract int Segments { get; }

    /// <summary>Gets a value indicating whether every f is convex in η.</summary>
    public abstract bool IsConvex { get; }

    /// <summary>
    /// Gets a value indicating whether the loss of a sample looks at its η of all segments together. Its curvature is then the
    /// matrix diag(h) − hhᵀ/Σh over the segments, with the h of <see cref="Curvatures"/>.
    /// </summary>
    public virtual bool IsCoupled => false;

    /// <summary>
    /// The same datafit with μ added to every response, whose optimum lies inside the domain and whose slopes are slopes of this one too; null where no optimum can
    /// lie on an edge of the domain.
    /// </summary>
    public virtual Datafit? Raised(double rise) => null;

    /// <summary>Gets Σ w inf f: no model has a smaller loss.</summary>
    public abstract double Least { get; }

    /// <summary>Σ w f, +∞ outside the domain.</summary>
    public abstract double Value(ReadOnlySpan<double> eta);

    /// <summary>u ← w f', and returns Σ w f.</summary>
    public abstract double Slopes(ReadOnlySpan<double> eta, Span<double> slopes);

    /// <summary>h ← w f''.</summary>
    public abstract void Curvatures(ReadOnlySpan<double> eta, Span<double> curvatures);

    /// <summary>
    /// Σ w (f(η) + f*(v/wt) − ηv/wt): by how much the dual point v/t misses the loss at η (Fenchel and Young). Zero for v = w f'(η) and
    /// t = 1, second-order small near it; +∞ where v/wt is no slope of f.
    /// </summary>
    /// <param name="eta">η.</param>
    /// <param name="slopes">w f'(η), which who has a point has at hand: some losses need no exponential then.</param>
    /// <param name="v">v.</param>
    /// <param name="t">t, at least 1.</param>
    public abstract double DualMiss(
        ReadOnlySpan<double> eta,
        ReadOnlySpan<double> slopes,
        ReadOnlySpan<double> v,
        double t
    );

    /// <summary>The δ, one per segment, for which Σ w f'(η + δ) = 0 in each.</summary>
    public abstract void BestShifts(ReadOnlySpan<double> eta, Span<double> shifts);

    /// <summary>Moves η by its best shifts, u ← w f' there, and returns Σ w f.</summary>
    public virtual double Recentre(Span<double> eta, Span<double> shifts, Span<double> slopes)
    {
        BestShifts(eta, shifts);
        int length = eta.Length / shifts.Length;
        for (int k = 0; k < shifts.Length; k++)
        {
            Span<double> own = eta.Slice(k * length, length);
            TensorPrimitives.Add(own, shifts[k], own);
        }

        return Slopes(eta, slopes);
    }
}
