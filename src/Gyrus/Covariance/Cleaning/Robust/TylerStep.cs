using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>The fixed-point step of <see cref="RegularisedTyler"/> with its buffers.</summary>
internal sealed class TylerStep(Matrix x, double rho)
{
    private readonly int _rows = x.Rows;
    private readonly int _n = x.Columns;
    private readonly double[] _inverse = new double[x.Columns * x.Columns];
    private readonly double[] _product = new double[x.Rows * x.Columns];
    private readonly double[] _weights = new double[x.Rows];
    private readonly double[] _next = new double[x.Columns * x.Columns];

    /// <summary>Moves C one step and gives the largest change of an entry.</summary>
    public double Next(Matrix c)
    {
        c.AsSpan().CopyTo(_inverse);
        LinearAlgebra.Current.Cholesky(_inverse, _n);
        LinearAlgebra.Current.CholeskyInverse(_inverse, _n);
        LinearAlgebra.Current.Multiply(x.AsSpan(), _inverse, _product, new ProductShape(_rows, _n, _n));
        Array.Clear(_weights);
        for (int j = 0; j < _n; j++)
        {
            TensorPrimitives.MultiplyAdd(x.Column(j), _product.AsSpan(j * _rows, _rows), _weights, _weights);
        }

        // Rows are scaled by 1/√(xᵀC⁻¹x), so that one Gram matrix is the weighted sum.
        TensorPrimitives.ReciprocalSqrt(_weights, _weights);
        for (int j = 0; j < _n; j++)
        {
            TensorPrimitives.Multiply(x.Column(j), _weights, _product.AsSpan(j * _rows, _rows));
        }

        LinearAlgebra.Current.Gram(_product, _rows, _n, _next);
        TensorPrimitives.Multiply(_next, (1 - rho) * _n / _rows, _next);
        return Settle(c);
    }

    private double Settle(Matrix c)
    {
        double trace = 0;
        for (int i = 0; i < _n; i++)
        {
            _next[(i * _n) + i] += rho;
            trace += _next[(i * _n) + i];
        }

        TensorPrimitives.Multiply(_next, _n / trace, _next);
        double change = 0;
        for (int i = 0; i < _next.Length; i++)
        {
            change = Math.Max(change, Math.Abs(_next[i] - c.Values[i]));
        }

        _next.CopyTo(c.Values);
        return change;
    }
}
