using System.Numerics.Tensors;
using Gyrus.Numerics;
using Gyrus.Validation;

namespace Gyrus.Covariance.Cleaning;

/// <summary>The sum over splits of P diag(Pᵀ S₂ P) Pᵀ, P the eigenvectors of the first part of the samples, S₂ the covariance of the rest. Its memory serves one split after another.</summary>
/// <remarks>
/// The products XᵀX of the first part are those of all samples less those of the rest, which are fewer, and the rest enters by its products alone: beside the
/// eigendecomposition a split costs one product of its smaller part and two of the size of the regions, whatever the number of samples is.
/// </remarks>
internal sealed class SplitVariances
{
    // With a rest so much larger than the first part, the difference would have lost four digits.
    private const double MostOfRest = 1e4;
    private readonly Matrix _signals;
    private readonly int _n;
    private readonly double[] _all;
    private readonly double[] _rest;
    private readonly double[] _vectors;
    private readonly double[] _product;
    private readonly double[] _values;
    private readonly double[] _variances;
    private readonly Matrix _sum;
    private double[] _taken = [];

    /// <param name="signals">Shape: samples × regions.</param>
    public SplitVariances(Matrix signals)
    {
        _signals = signals;
        _n = signals.Columns;
        (_all, _rest, _vectors, _product) = (Square(), Square(), Square(), Square());
        (_values, _variances) = (new double[_n], new double[_n]);
        _sum = new Matrix(_n, _n);
        LinearAlgebra.Current.Gram(signals.AsSpan(), signals.Rows, _n, _all);
    }

    /// <summary>Adds a split.</summary>
    /// <param name="order">The samples; the first give the eigenvectors.</param>
    /// <param name="first">How many of them do.</param>
    public void Add(ReadOnlySpan<int> order, int first)
    {
        ReadOnlySpan<int> rest = order[first..];
        Products(rest, _rest);
        TensorPrimitives.Subtract(_all, _rest, _vectors);
        if (!Enumerable.Range(0, _n).All(i => _rest[i * (_n + 1)] <= MostOfRest * _vectors[i * (_n + 1)]))
        {
            Products(order[..first], _vectors);
        }

        TensorPrimitives.Divide(_vectors, (double)first, _vectors);
        SampleSpectrum.Decompose(_vectors, _values);
        var square = new ProductShape(_n, _n, _n);
        LinearAlgebra.Current.Multiply(_rest, _vectors, _product, square);
        for (int i = 0; i < _n; i++)
        {
            // A quadratic form that is null may be a little below it by rounding.
            double form = TensorPrimitives.Dot<double>(_vectors.AsSpan(i * _n, _n), _product.AsSpan(i * _n, _n));
            _variances[i] = Math.Max(0, form / rest.Length);
        }

        ShareNullSpace();
        for (int i = 0; i < _n; i++)
        {
            TensorPrimitives.Multiply(_vectors.AsSpan(i * _n, _n), _variances[i], _product.AsSpan(i * _n, _n));
        }

        LinearAlgebra.Current.Multiply(_product, _vectors, _sum.Values, square with { TransposeB = true, Beta = 1 });
    }

    /// <summary>The mean over the splits that were added; the sum ends with it.</summary>
    public Matrix Mean(int splits)
    {
        TensorPrimitives.Divide(_sum.AsSpan(), splits, _sum.Values);
        return _sum;
    }

    // Any basis of a null space is as good as another: its directions share their variance. The values ascend.
    private void ShareNullSpace()
    {
        double floor = SampleSpectrum.RankFloor * _values[^1];
        int missing = _values.Count(value => !(value > floor));
        if (missing > 0)
        {
            Span<double> variances = _variances.AsSpan(0, missing);
            variances.Fill(TensorPrimitives.Sum<double>(variances) / missing);
        }
    }

    private void Products(ReadOnlySpan<int> rows, Span<double> products)
    {
        if (_taken.Length < rows.Length * _n)
        {
            _taken = new double[rows.Length * _n];
        }

        for (int j = 0; j < _n; j++)
        {
            SampleSplit.Take(_signals.Column(j), rows, _taken.AsSpan(j * rows.Length, rows.Length));
        }

        LinearAlgebra.Current.Gram(_taken.AsSpan(0, rows.Length * _n), rows.Length, _n, products);
    }

    private double[] Square() => new double[_n * _n];
}
