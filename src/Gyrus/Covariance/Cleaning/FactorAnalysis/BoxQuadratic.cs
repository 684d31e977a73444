using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>The least of gᵀd + ½ dᵀHd over d ≥ low, by guessing which entries are at their bound (primal–dual active set).</summary>
internal sealed class BoxQuadratic(int size)
{
    private const int MostRounds = 12;
    private readonly double[] _factor = new double[size * size];
    private readonly double[] _product = new double[size];

    /// <summary>Gets H, to be written by the caller; both triangles are read.</summary>
    public double[] Hessian { get; } = new double[size * size];

    /// <summary>Gets d.</summary>
    public double[] Step { get; } = new double[size];

    /// <summary>Gets which entries are held at their bound: the first guess, then the last.</summary>
    public bool[] Held { get; } = new bool[size];

    /// <summary>Solves. Returns the decrease that the quadratic promises, or null where H is not positive definite on the free entries.</summary>
    public double? Solve(ReadOnlySpan<double> gradient, ReadOnlySpan<double> low)
    {
        for (int round = 0; round < MostRounds; round++)
        {
            if (!SolveFree(gradient, low))
            {
                return null;
            }

            if (!Reconsider(gradient, low))
            {
                break;
            }
        }

        // Out of rounds, the last guess may violate a bound: the nearest feasible step is still one of descent, as its caller finds out.
        TensorPrimitives.Max(Step, low, Step);
        Multiply();
        return -TensorPrimitives.Dot(gradient, Step) - (0.5 * TensorPrimitives.Dot<double>(_product, Step));
    }

    private bool SolveFree(ReadOnlySpan<double> gradient, ReadOnlySpan<double> low)
    {
        for (int i = 0; i < size; i++)
        {
            Step[i] = Held[i] ? low[i] : 0;
        }

        Multiply();
        for (int i = 0; i < size; i++)
        {
            Step[i] = Held[i] ? low[i] : -gradient[i] - _product[i];
        }

        for (int j = 0; j < size; j++)
        {
            Span<double> column = _factor.AsSpan(j * size, size);
            if (Held[j])
            {
                column.Clear();
                column[j] = 1;
                continue;
            }

            Hessian.AsSpan(j * size, size).CopyTo(column);
            for (int i = j + 1; i < size; i++)
            {
                column[i] = Held[i] ? 0 : column[i];
            }
        }

        if (LinearAlgebra.Current.Cholesky(_factor, size) >= 0)
        {
            return false;
        }

        Substitute(Step);
        return true;
    }

    private bool Reconsider(ReadOnlySpan<double> gradient, ReadOnlySpan<double> low)
    {
        Multiply();
        bool changed = false;
        for (int i = 0; i < size; i++)
        {
            bool held = Held[i] ? gradient[i] + _product[i] > 0 : Step[i] < low[i];
            changed |= held != Held[i];
            Held[i] = held;
        }

        return changed;
    }

    private void Multiply()
    {
        for (int j = 0; j < size; j++)
        {
            _product[j] = TensorPrimitives.Dot<double>(Hessian.AsSpan(j * size, size), Step);
        }
    }

    private void Substitute(Span<double> x)
    {
        for (int j = 0; j < size; j++)
        {
            ReadOnlySpan<double> column = _factor.AsSpan(j * size, size);
            x[j] /= column[j];
            TensorPrimitives.MultiplyAdd(column[(j + 1)..], -x[j], x[(j + 1)..], x[(j + 1)..]);
        }

        for (int j = size - 1; j >= 0; j--)
        {
            ReadOnlySpan<double> column = _factor.AsSpan(j * size, size);
            x[j] = (x[j] - TensorPrimitives.Dot(column[(j + 1)..], x[(j + 1)..])) / column[j];
        }
    }
}
