using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Optimization;

/// <summary>A⁺ of a positive semi-definite matrix, with a rank that does not depend on the units of its columns.</summary>
/// <remarks>
/// With D the diagonal of A, the rank is that of C = D^-½AD^-½: its eigenvalues above a part of the largest. Where all are, A⁻¹ comes from a Cholesky
/// factor of C; else G = D^-½C⁺D^-½ is one of the inverses of A, and A⁺ = (I − ZZᵀ)G(I − ZZᵀ) that of least norm, with the columns of Z an orthonormal basis of the
/// null space of A, D^-½ times that of C. Not for several threads at a time.
/// </remarks>
internal sealed class PseudoInverse
{
    private readonly int _size;
    private readonly double[] _roots;
    private readonly double[] _factor;
    private readonly double[]? _values;
    private readonly double[][] _null = [];
    private readonly double[] _work;
    private readonly bool[] _isZero;

    /// <summary>Factors a matrix.</summary>
    /// <param name="matrix">A, size × size; not changed.</param>
    /// <param name="size">The size.</param>
    /// <param name="tolerance">The part of the largest eigenvalue of C up to which an eigenvalue is zero.</param>
    /// <param name="sizes">What the diagonal was before something was taken from it (a mean): a column of which no more than the tolerance is left is zero. Or empty.</param>
    public PseudoInverse(ReadOnlySpan<double> matrix, int size, double tolerance, ReadOnlySpan<double> sizes = default)
    {
        _size = size;
        (_work, _isZero) = (new double[size], new bool[size]);
        _roots = new double[size];
        for (int j = 0; j < size; j++)
        {
            double left = matrix[(j * size) + j];
            _isZero[j] = !(left > 0) || (!sizes.IsEmpty && !(left > tolerance * sizes[j]));
            _roots[j] = _isZero[j] ? 1 : Math.Sqrt(left);
        }

        _factor = Correlations(matrix);
        if (LinearAlgebra.Current.Cholesky(_factor, size) < 0 && IsWell(tolerance))
        {
            Rank = size;
            return;
        }

        _factor = Correlations(matrix);
        _values = new double[size];
        LinearAlgebra.Current.SymmetricEigen(_factor, _values, size);
        int lost = Array.FindIndex(_values, v => v > tolerance * _values[size - 1]);
        lost = lost < 0 ? size : lost;
        Rank = size - lost;
        _null = NullSpace(lost);
    }

    /// <summary>Gets the rank of A to working precision.</summary>
    public int Rank { get; }

    /// <summary>Gets a value indicating whether A has no inverse to working precision.</summary>
    public bool IsSingular => Rank < _size;

    /// <summary>u ← A⁺c.</summary>
    public void Solve(ReadOnlySpan<double> c, Span<double> u)
    {
        c.CopyTo(u);
        LeaveNullSpace(u);
        SolveScaled(u, u);
        TensorPrimitives.Divide(u, _roots, u);
        LeaveNullSpace(u);
    }

    /// <summary>u ← C⁺D^-½c: D^½ times the solution without a part in the null space of C.</summary>
    public void SolveScaled(ReadOnlySpan<double> c, Span<double> u)
    {
        TensorPrimitives.Divide(c, _roots, u);
        if (_values is null)
        {
            TriangularSolve.NegatedInPlace(_factor, u);
            TensorPrimitives.Negate(u, u);
            return;
        }

        u.CopyTo(_work);
        u.Clear();
        for (int i = _size - Rank; i < _size; i++)
        {
            ReadOnlySpan<double> vector = _factor.AsSpan(i * _size, _size);
            TensorPrimitives.MultiplyAdd(vector, TensorPrimitives.Dot(vector, _work) / _values[i], u, u);
        }
    }

    /// <summary>D^½x without its part in the null space of C.</summary>
    public double[] Scaled(ReadOnlySpan<double> x)
    {
        double[] scaled = new double[_size];
        TensorPrimitives.Multiply(x, _roots, scaled);
        for (int i = 0; i < _size - Rank; i++)
        {
            Remove(_factor.AsSpan(i * _size, _size), scaled);
        }

        return scaled;
    }

    /// <summary>The square of I − NNᵀ on some columns, N an orthonormal basis of the null space of C.</summary>
    public Matrix Projection(int start, int count)
    {
        var square = Matrix.Create(count, count, static (i, j) => i == j ? 1 : 0);
        for (int k = 0; k < _size - Rank; k++)
        {
            ReadOnlySpan<double> z = _factor.AsSpan((k * _size) + start, count);
            for (int j = 0; j < count; j++)
            {
                Span<double> column = square.MutableColumn(j);
                TensorPrimitives.MultiplyAdd(z, -z[j], column, column);
            }
        }

        return square;
    }

    /// <summary>cᵀA⁺c.</summary>
    public double Form(ReadOnlySpan<double> c)
    {
        double[] u = new double[_size];
        Solve(c, u);
        return TensorPrimitives.Dot<double>(u, c);
    }

    /// <summary>½Σ c_j²/A_jj: what the columns would gain one by one; infinite where a column without any has a c.</summary>
    public double Apart(ReadOnlySpan<double> c)
    {
        double sum = 0;
        for (int j = 0; j < _size; j++)
        {
            double part = c[j] / _roots[j];
            sum += _isZero[j] && c[j] != 0 ? double.PositiveInfinity : 0.5 * part * part;
        }

        return sum;
    }

    /// <summary>A⁺ written out.</summary>
    public Matrix ToMatrix()
    {
        var inverse = new Matrix(_size, _size);
        double[] unit = new double[_size];
        for (int j = 0; j < _size; j++)
        {
            unit[j] = 1;
            Solve(unit, inverse.MutableColumn(j));
            unit[j] = 0;
        }

        return inverse;
    }

    private double[] Correlations(ReadOnlySpan<double> matrix)
    {
        double[] scaled = matrix[..(_size * _size)].ToArray();
        for (int j = 0; j < _size; j++)
        {
            Span<double> column = scaled.AsSpan(j * _size, _size);
            TensorPrimitives.Divide(column, _roots, column);
            TensorPrimitives.Divide(column, _roots[j], column);
            for (int i = 0; i < _size; i++)
            {
                column[i] = _isZero[i] || _isZero[j] ? 0 : column[i];
            }
        }

        return scaled;
    }

    /// <summary>Whether all eigenvalues of C are above the tolerance for certain, by inverse iteration: pivots do not tell where diagonals are far apart.</summary>
    private bool IsWell(double tolerance)
    {
        const int Passes = 3;
        for (int i = 0; i < _size; i++)
        {
            _work[i] = Math.Cos(1 + ((double)i * i));
        }

        double norm = TensorPrimitives.Norm<double>(_work);
        for (int pass = 0; pass < Passes; pass++)
        {
            TensorPrimitives.Divide(_work, norm, _work);
            TriangularSolve.NegatedInPlace(_factor, _work);
            norm = TensorPrimitives.Norm<double>(_work);

            // The largest eigenvalue is at most the size.
            if (!(1 > tolerance * _size * norm))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>An orthonormal basis of the null space of A, from the first eigenvectors of C.</summary>
    private double[][] NullSpace(int count)
    {
        var basis = new List<double[]>(count);
        for (int k = 0; k < count; k++)
        {
            double[] z = new double[_size];
            TensorPrimitives.Divide(_factor.AsSpan(k * _size, _size), _roots, z);
            TensorPrimitives.Divide(z, TensorPrimitives.Norm<double>(z), z);

            // Twice: units far apart bring vectors close to each other.
            for (int pass = 0; pass < 2; pass++)
            {
                basis.ForEach(other => Remove(other, z));
                TensorPrimitives.Divide(z, TensorPrimitives.Norm<double>(z), z);
            }

            basis.Add(z);
        }

        return [.. basis];
    }

    private void LeaveNullSpace(Span<double> x)
    {
        foreach (double[] z in _null)
        {
            Remove(z, x);
        }
    }

    private static void Remove(ReadOnlySpan<double> direction, Span<double> x) =>
        TensorPrimitives.MultiplyAdd(direction, -TensorPrimitives.Dot(direction, x), x, x);
}
