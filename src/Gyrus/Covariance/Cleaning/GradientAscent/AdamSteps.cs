using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>ADAM on the entries of J, with the gradient E − J⁻¹ of −2 log-likelihood per sample: β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁶.</summary>
internal sealed class AdamSteps : MatrixAscent
{
    private const double MeanDecay = 0.9;
    private const double SquareDecay = 0.999;
    private const double Epsilon = 1e-6;
    private readonly double[] _covariance;
    private readonly double[] _gradient;
    private readonly double[] _mean;
    private readonly double[] _square;
    private readonly double[] _batch;
    private readonly int[] _rows;
    private readonly SymmetricInverse _inverter;
    private int _taken;

    public AdamSteps(Matrix training, Matrix validation, int batch = 0)
        : base(training, validation)
    {
        int square = Size * Size;
        _covariance = new double[square];
        _gradient = new double[square];
        _mean = new double[square];
        _square = new double[square];
        _rows = new int[batch];
        _batch = new double[batch * Size];
        _inverter = new SymmetricInverse(Size);
        if (batch == 0)
        {
            Covariance(training.AsSpan(), training.Rows);
        }
    }

    /// <summary>Gets the step η.</summary>
    public required double Step { get; init; }

    /// <summary>Gets how far the exponents of the bias correction are ahead of the number of the step.</summary>
    public int BiasOffset { get; init; }

    /// <summary>Gets a factor on E.</summary>
    public double CovarianceFactor { get; init; } = 1;

    /// <summary>Gets what draws the batches, when there are any.</summary>
    public BatchDraw? Draw { get; init; }

    public override void Advance(int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            if (Draw is not null)
            {
                Draw(_rows);
                Covariance(Take(), _rows.Length);
            }

            _inverter.Of(Values, _gradient);
            TensorPrimitives.Negate<double>(_gradient, _gradient);
            TensorPrimitives.MultiplyAdd(_covariance, CovarianceFactor, _gradient, _gradient);
            Move(++_taken + BiasOffset);
        }
    }

    protected override Matrix Precision(ReadOnlySpan<double> state) =>
        Matrix.FromColumnMajor(Size, Size, state.ToArray());

    private void Move(int exponent)
    {
        TensorPrimitives.Multiply(_mean, MeanDecay, _mean);
        TensorPrimitives.MultiplyAdd(_gradient, 1 - MeanDecay, _mean, _mean);
        TensorPrimitives.Multiply<double>(_gradient, _gradient, _gradient);
        TensorPrimitives.Multiply(_square, SquareDecay, _square);
        TensorPrimitives.MultiplyAdd(_gradient, 1 - SquareDecay, _square, _square);
        TensorPrimitives.Sqrt<double>(_square, _gradient);
        TensorPrimitives.Multiply(_gradient, 1 / Math.Sqrt(1 - Math.Pow(SquareDecay, exponent)), _gradient);
        TensorPrimitives.Add(_gradient, Epsilon, _gradient);
        TensorPrimitives.Divide<double>(_mean, _gradient, _gradient);
        TensorPrimitives.MultiplyAdd(_gradient, -Step / (1 - Math.Pow(MeanDecay, exponent)), Values, Values);
    }

    private ReadOnlySpan<double> Take()
    {
        for (int j = 0; j < Size; j++)
        {
            ReadOnlySpan<double> samples = Training.Column(j);
            Span<double> column = _batch.AsSpan(j * _rows.Length, _rows.Length);
            for (int i = 0; i < column.Length; i++)
            {
                column[i] = samples[_rows[i]];
            }
        }

        return _batch;
    }

    private void Covariance(ReadOnlySpan<double> samples, int rows)
    {
        LinearAlgebra.Current.Gram(samples, rows, Size, _covariance);
        TensorPrimitives.Divide(_covariance, (double)rows, _covariance);
    }
}
