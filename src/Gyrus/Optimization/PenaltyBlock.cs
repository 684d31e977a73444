using System.Numerics.Tensors;

namespace Gyrus.Optimization;

/// <summary>Columns that a penalty treats together: w‖β‖₂ + Σ a_j|β_j| + ½ βᵀ(diag(r) + D)β on them, at strength 1.</summary>
internal sealed class PenaltyBlock
{
    /// <summary>Gets the columns, ascending.</summary>
    public required int[] Columns { get; init; }

    /// <summary>Gets w.</summary>
    public required double Weight { get; init; }

    /// <summary>Gets a, or null where all are zero; a block of one column keeps its a in w.</summary>
    public double[]? Absolute { get; init; }

    /// <summary>Gets r, or null where all are zero.</summary>
    public double[]? Ridge { get; init; }

    /// <summary>Gets D, column-major, or null for none.</summary>
    public double[]? Smoothness { get; init; }

    /// <summary>Gets a value indicating whether the penalty is differentiable here: no norm, no absolute value.</summary>
    public bool IsSmooth => Weight == 0 && Absolute is null;

    /// <summary>Gets a value indicating whether there is a quadratic part.</summary>
    public bool IsQuadratic => Ridge is not null || Smoothness is not null;

    public int Size => Columns.Length;

    /// <summary>w‖β‖ + Σ a|β|, for the coefficients of the block.</summary>
    public double NormPart(ReadOnlySpan<double> beta)
    {
        double value = Weight == 0 ? 0 : Weight * TensorPrimitives.Norm(beta);
        for (int j = 0; Absolute is not null && j < beta.Length; j++)
        {
            value += Absolute[j] * Math.Abs(beta[j]);
        }

        return value;
    }

    /// <summary>q ← q + strength·(diag(r) + D)β.</summary>
    public void AddQuadratic(ReadOnlySpan<double> beta, double strength, Span<double> q)
    {
        for (int j = 0; j < beta.Length; j++)
        {
            q[j] += Ridge is null ? 0 : strength * Ridge[j] * beta[j];
            if (Smoothness is not null)
            {
                TensorPrimitives.MultiplyAdd(Smoothness.AsSpan(j * Size, Size), strength * beta[j], q, q);
            }
        }
    }

    /// <summary>B ← B + strength·(diag(r) + D).</summary>
    public void AddQuadratic(double strength, Span<double> b)
    {
        for (int j = 0; Ridge is not null && j < Size; j++)
        {
            b[(j * Size) + j] += strength * Ridge[j];
        }

        if (Smoothness is not null)
        {
            TensorPrimitives.MultiplyAdd(Smoothness, strength, b, b);
        }
    }

    /// <summary>The smallest strength at which s lies in the subdifferential of the norm part at 0: its dual norm.</summary>
    /// <remarks>
    /// With absolute values the condition is ‖S(s, λa)‖ ≤ λw with the soft threshold S; the left side falls and the right rises with λ,
    /// so the root is found by halving an interval to neighbouring numbers.
    /// </remarks>
    public double DualNorm(ReadOnlySpan<double> s)
    {
        double norm = TensorPrimitives.Norm(s);
        if (Absolute is null || norm == 0)
        {
            return norm == 0 ? 0 : norm / Weight;
        }

        (double lower, double upper) = (0, 1.0);
        for (; !Contains(s, upper) && upper < double.MaxValue / 4; upper *= 2) { }

        for (int step = 0; step < 2000; step++)
        {
            double middle = lower + ((upper - lower) / 2);
            if (middle <= lower || middle >= upper)
            {
                break;
            }

            (lower, upper) = Contains(s, middle) ? (lower, middle) : (middle, upper);
        }

        return upper;
    }

    private bool Contains(ReadOnlySpan<double> s, double strength)
    {
        double sum = 0;
        for (int j = 0; j < s.Length; j++)
        {
            double rest = Math.Max(Math.Abs(s[j]) - (strength * Absolute![j]), 0);
            sum += rest * rest;
        }

        return Math.Sqrt(sum) <= strength * Weight;
    }
}
