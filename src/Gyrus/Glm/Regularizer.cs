using Gyrus.Glm.Features;
using Gyrus.Optimization;

namespace Gyrus.Glm;

/// <summary>A penalty Ω(β) of a strength. The intercept is never penalised.</summary>
public abstract record Regularizer
{
    /// <summary>Gets the strength λ that multiplies the whole penalty. Not negative; 1.</summary>
    public double Strength
    {
        get;
        init => field = Numerics.Require.NotNegative(value, nameof(Strength));
    } = 1;

    /// <summary>Gets a value indicating whether the weights of the penalty follow from fits: it then takes several convex problems.</summary>
    internal virtual bool IsReweighted => false;

    /// <summary>Gets a value indicating whether the penalty is on copies of columns, whose coefficients are summed.</summary>
    internal virtual bool HasCopies => false;

    /// <summary>The penalty on the columns of these blocks, at strength 1; paths multiply it.</summary>
    internal abstract BlockPenalty On(IReadOnlyList<FeatureBlock> blocks);

    /// <summary>The penalty on some columns alone, which become 0, 1, …: what remains of a group is a group of its own size, and weights go along.</summary>
    /// <param name="blocks">The blocks of the whole design.</param>
    /// <param name="columns">The columns that are kept, ascending.</param>
    internal virtual Regularizer Restricted(IReadOnlyList<FeatureBlock> blocks, int[] columns) => this;

    /// <summary>Refuses a penalty that takes several convex problems, or copies of columns, where one problem on the columns is solved.</summary>
    /// <exception cref="ArgumentException">The penalty is adaptive, concave, or of overlapping groups.</exception>
    internal Regularizer RequireOneProblem(string what) =>
        IsReweighted
            ? throw new ArgumentException(
                $"{what} takes ridge, lasso, elastic net, group, sparse-group and smooth penalties, but not {GetType().Name}, whose weights follow from fits."
            )
        : HasCopies
            ? throw new ArgumentException(
                $"{what} takes ridge, lasso, elastic net, group, sparse-group and smooth penalties, but not {GetType().Name}, which is on copies of columns."
            )
        : this;

    /// <summary>The penalty of the next convex problem where this one is solved by several, given the answer of the last; else null.</summary>
    internal virtual BlockPenalty? Reweighted(IReadOnlyList<FeatureBlock> blocks, double[] beta) => null;

    /// <summary>The penalty itself, once what it learns from a first fit is known.</summary>
    /// <param name="blocks">The blocks of the design.</param>
    /// <param name="fit">Gives the coefficients of a fit with another penalty.</param>
    internal virtual Regularizer Resolved(IReadOnlyList<FeatureBlock> blocks, Func<Regularizer, double[]> fit) => this;
}
