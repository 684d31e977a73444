using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Glm.Features;

/// <summary>Functions of one covariate or several, by which a model can be non-linear in the covariate and yet linear in its coefficients.</summary>
/// <remarks>
/// <para>
/// A basis is a plan. <see cref="Fit(IReadOnlyList{Matrix})"/> learns what depends on data (ranges) and gives a <see cref="FittedBasis"/>, which maps any other data the
/// same way. A covariate of several columns (neurons, say) gets one copy of the functions per column.
/// </para>
/// <para>Bases add (<c>a + b</c>: columns side by side), multiply (<c>a * b</c>: all products, the functions of the second running fastest), repeat
/// (<c>3 * a</c>) and have powers.</para>
/// </remarks>
public abstract record Basis
{
    /// <summary>Gets the name of the block that this basis makes, or null for the name of its kind.</summary>
    public string? Label { get; init; }

    /// <summary>Gets the number of functions, per column of the covariate.</summary>
    public abstract int Functions { get; }

    /// <summary>Gets the number of covariates that one evaluation takes.</summary>
    public virtual int Inputs => 1;

    /// <summary>Gets the number of samples of its window that the value at one sample looks at; 1 for bases without a window.</summary>
    public virtual int Window => 1;

    /// <summary>Gets the label, or the name of the kind.</summary>
    internal virtual string DefaultLabel => Label ?? GetType().Name;

    /// <summary>Columns side by side: the covariates of the first, then those of the second.</summary>
    public static Basis operator +(Basis left, Basis right) => Add(left, right);

    /// <summary>All products of a function of the first with one of the second; the second runs fastest.</summary>
    public static Basis operator *(Basis left, Basis right) => Multiply(left, right);

    /// <summary>A basis several times side by side, each time with a covariate of its own.</summary>
    public static Basis operator *(int count, Basis basis) => Repeat(basis, count);

    /// <summary>A basis several times side by side, each time with a covariate of its own.</summary>
    public static Basis operator *(Basis basis, int count) => Repeat(basis, count);

    /// <summary>Columns side by side.</summary>
    public static Basis Add(Basis left, Basis right) => new SumBasis { Terms = [.. TermsOf(left), .. TermsOf(right)] };

    /// <summary>All products.</summary>
    public static Basis Multiply(Basis left, Basis right) => new ProductBasis(left, right);

    /// <summary>A basis <paramref name="count"/> times side by side.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1.</exception>
    public static Basis Repeat(Basis basis, int count)
    {
        ArgumentNullException.ThrowIfNull(basis);
        Require.AtLeast(1, count);
        return count == 1
            ? basis
            : new SumBasis { Terms = [.. Enumerable.Repeat(TermsOf(basis), count).SelectMany(t => t)] };
    }

    /// <summary>The product of a basis with itself, each factor with a covariate of its own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The exponent is below 1.</exception>
    public Basis Power(int exponent) =>
        Require.AtLeast(1, exponent) == 1 ? this : new ProductBasis(Power(exponent - 1), this);

    /// <summary>Learns ranges from data; options that state a range keep it.</summary>
    /// <param name="inputs">The covariates, <see cref="Inputs"/> of them. Shape of each: samples × columns, of equal length.</param>
    /// <exception cref="ArgumentException">The number of covariates is wrong, their lengths differ, or nothing in one is finite.</exception>
    public FittedBasis Fit(params IReadOnlyList<Matrix> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        CheckInputs(inputs);
        return FitCore(inputs);
    }

    /// <summary>Learns the range of one covariate.</summary>
    public FittedBasis Fit(double[] covariate) => Fit(Column(covariate));

    internal static Matrix Column(double[] covariate)
    {
        ArgumentNullException.ThrowIfNull(covariate);
        return Matrix.FromColumnMajor(covariate.Length, 1, covariate);
    }

    internal abstract FittedBasis FitCore(IReadOnlyList<Matrix> inputs);

    /// <summary>The columns of the basis: one channel per column of the covariate (and term).</summary>
    internal abstract IReadOnlyList<Channel> Evaluate(
        FittedBasis fitted,
        IReadOnlyList<Matrix> inputs,
        IReadOnlyList<int>? trials
    );

    internal void CheckInputs(IReadOnlyList<Matrix> inputs)
    {
        if (inputs.Count != Inputs)
        {
            throw new ArgumentException(
                Invariant($"The basis '{DefaultLabel}' takes {Inputs} covariate(s), but {inputs.Count} came.")
            );
        }

        foreach (Matrix input in inputs)
        {
            Require.SameSize(
                inputs[0].Rows,
                input.Rows,
                Invariant($"as many samples in every covariate of '{DefaultLabel}'")
            );
        }
    }

    private static IReadOnlyList<Basis> TermsOf(Basis basis)
    {
        ArgumentNullException.ThrowIfNull(basis);
        return basis is SumBasis { Label: null } sum ? sum.Terms : [basis];
    }
}
