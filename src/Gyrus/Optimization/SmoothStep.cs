using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Optimization;

/// <summary>u = −B⁻¹c for the block without norms; where B is singular to working precision, the u of least norm.</summary>
internal sealed class SmoothStep
{
    private const double RankTolerance = 1e-12;

    private readonly double[] _factor;
    private readonly double[]? _values;
    private readonly int _size;

    public SmoothStep(double[] matrix, int size)
    {
        (_factor, _size) = (matrix, size);
        double[] copy = (double[])matrix.Clone();
        if (LinearAlgebra.Current.Cholesky(_factor, size) < 0 && IsWell())
        {
            return;
        }

        _factor = copy;
        _values = new double[size];
        LinearAlgebra.Current.SymmetricEigen(_factor, _values, size);
    }

    /// <summary>Gets a value indicating whether B has no inverse to working precision.</summary>
    public bool IsSingular => _values is not null && !(_values[0] > RankTolerance * _values[_size - 1]);

    /// <summary>Gets the rank of B to working precision.</summary>
    public int Rank =>
        _values is null ? _size : Array.FindAll(_values, v => v > RankTolerance * _values[_size - 1]).Length;

    /// <summary>u ← −B⁺c.</summary>
    public void Solve(ReadOnlySpan<double> c, Span<double> u)
    {
        if (_values is null)
        {
            c.CopyTo(u);
            TriangularSolve.NegatedInPlace(_factor, u);
            return;
        }

        u.Clear();
        for (int i = 0; i < _size; i++)
        {
            if (_values[i] > RankTolerance * _values[_size - 1])
            {
                ReadOnlySpan<double> vector = _factor.AsSpan(i * _size, _size);
                TensorPrimitives.MultiplyAdd(vector, -TensorPrimitives.Dot(vector, c) / _values[i], u, u);
            }
        }
    }

    /// <summary>cᵀB⁺c, twice the decrease that the step gives.</summary>
    public double Decrement(ReadOnlySpan<double> c)
    {
        double[] u = new double[_size];
        Solve(c, u);
        return -TensorPrimitives.Dot<double>(u, c);
    }

    /// <summary>Whether the pivots of the factor are within the reach of the rank tolerance.</summary>
    private bool IsWell()
    {
        (double least, double most) = (double.PositiveInfinity, 0);
        for (int i = 0; i < _size; i++)
        {
            double pivot = _factor[(i * _size) + i];
            (least, most) = (Math.Min(least, pivot), Math.Max(most, pivot));
        }

        return least * least > RankTolerance * most * most;
    }
}
