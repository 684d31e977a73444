using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>The second derivative of the likelihood in θ = ln ψ with the loadings maximised out.</summary>
/// <remarks>
/// <para>
/// Hᵢⱼ = AᵢⱼBᵢⱼ + Σ_mn α_mn vᵢₘvⱼₘ vᵢₙvⱼₙ over rests m and factors n, with B = V₂V₂ᵀ, A = V₂W₂V₂ᵀ of the rests, α_mn = (1 − w_m)(w_n + w_m)/(w_n − w_m) = (1 − w_m) + β_mn. The first
/// part of α gives (B − A)∘(1 − B). β is a smooth kernel on two separate intervals, so a few steps of cross approximation with full pivoting write it as Σ_k b_k(m) a_k(n), and each
/// term is one Hadamard product of two matrix products, instead of one product for each factor.
/// </para>
/// <para>Where H is not positive definite, B∘B is, as a Hadamard square.</para>
/// </remarks>
internal sealed class FactorCurvature
{
    private const double KernelTolerance = 0.05;
    private const int MostTerms = 8;
    private const double Ridge = 1e-7;
    private readonly int _size;
    private readonly double[] _rest;
    private readonly double[] _weighted;
    private readonly double[] _scaled;
    private readonly double[] _left;
    private readonly double[] _right;
    private readonly double[] _exact;
    private readonly double[] _kernel;
    private readonly double[] _pivotColumn;
    private readonly double[] _pivotRow;

    public FactorCurvature(int size)
    {
        _size = size;
        int square = size * size;
        _rest = new double[square];
        _weighted = new double[square];
        _scaled = new double[square];
        _left = new double[square];
        _right = new double[square];
        _exact = new double[square];
        _kernel = new double[square];
        _pivotColumn = new double[size];
        _pivotRow = new double[size];
    }

    /// <summary>Computes the second derivative at a point.</summary>
    public void Compute(FactorPoint point)
    {
        ReadOnlySpan<double> rests = point.Vectors.AsSpan()[..(_size * point.Rest)];
        ReadOnlySpan<double> w = point.Values.AsSpan(0, point.Rest);
        Weighted(rests, w, _weighted);
        LinearAlgebra.Current.Multiply(
            rests,
            rests,
            _rest,
            new ProductShape(_size, point.Rest, _size, TransposeB: true, Symmetric: true)
        );

        // AB + (B − A)(1 − B), entry by entry; the 1 is that of the identity.
        TensorPrimitives.Multiply(_weighted, 2, _exact);
        TensorPrimitives.Subtract(_exact, _rest, _exact);
        TensorPrimitives.Multiply<double>(_exact, _rest, _exact);
        for (int i = 0; i < _size; i++)
        {
            int at = (i * _size) + i;
            _exact[at] += _rest[at] - _weighted[at];
        }

        AddKernel(point);
    }

    /// <summary>The second derivative, or its positive stand-in. The ridge gives a step along directions that the likelihood does not feel.</summary>
    public void Write(Span<double> hessian, bool exact)
    {
        if (exact)
        {
            _exact.CopyTo(hessian);
        }
        else
        {
            TensorPrimitives.Multiply<double>(_rest, _rest, hessian);
        }

        for (int i = 0; i < _size; i++)
        {
            hessian[(i * _size) + i] += Ridge;
        }
    }

    private void AddKernel(FactorPoint point)
    {
        (int rest, int factors) = (point.Rest, _size - point.Rest);
        Span<double> kernel = _kernel.AsSpan(0, rest * factors);
        for (int n = 0; n < factors; n++)
        {
            double wn = point.Values[rest + n];
            for (int m = 0; m < rest; m++)
            {
                // Two equal eigenvalues have no derivative; a step in between is as good as any.
                double wm = point.Values[m];
                kernel[(n * rest) + m] = 2 * wm * (1 - wm) / Math.Max(wn - wm, 1e-3 * wn);
            }
        }

        Span<double> column = _pivotColumn.AsSpan(0, rest);
        Span<double> row = _pivotRow.AsSpan(0, factors);
        for (int term = 0; term < MostTerms && kernel.Length > 0; term++)
        {
            int pivot = TensorPrimitives.IndexOfMaxMagnitude<double>(kernel);
            if (!(Math.Abs(kernel[pivot]) > KernelTolerance))
            {
                break;
            }

            TakePivot(kernel, pivot, column, row);
            Weighted(point.Vectors.AsSpan()[..(_size * rest)], column, _left);
            Weighted(point.Vectors.AsSpan()[(_size * rest)..], row, _right);
            TensorPrimitives.MultiplyAdd<double>(_left, _right, _exact, _exact);
        }
    }

    // The cross through the largest entry is taken out of the kernel: kernel ← kernel − column·row.
    private static void TakePivot(Span<double> kernel, int pivot, Span<double> column, Span<double> row)
    {
        int rest = column.Length;
        (int n, int m) = Math.DivRem(pivot, rest);
        TensorPrimitives.Divide(kernel.Slice(n * rest, rest), kernel[pivot], column);
        for (int k = 0; k < row.Length; k++)
        {
            Span<double> entries = kernel.Slice(k * rest, rest);
            row[k] = entries[m];
            TensorPrimitives.MultiplyAdd(column, -row[k], entries, entries);
        }
    }

    /// <summary>P ← V diag(weights) Vᵀ.</summary>
    private void Weighted(ReadOnlySpan<double> vectors, ReadOnlySpan<double> weights, Span<double> product)
    {
        for (int m = 0; m < weights.Length; m++)
        {
            TensorPrimitives.Multiply(vectors.Slice(m * _size, _size), weights[m], _scaled.AsSpan(m * _size, _size));
        }

        LinearAlgebra.Current.Multiply(
            _scaled.AsSpan(0, _size * weights.Length),
            vectors,
            product,
            new ProductShape(_size, weights.Length, _size, TransposeB: true, Symmetric: true)
        );
    }
}
