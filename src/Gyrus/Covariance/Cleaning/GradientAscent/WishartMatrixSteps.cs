using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>
/// J = YYᵀ: Y ← Y + η[Y⁻¹ − ½(YE + EY) + 4μY⁻³], then μ ← μ − η_μ(N − tr Y⁻²) with the old Y; E is the correlation matrix of a batch of rows, new each step.
/// </summary>
internal sealed class WishartMatrixSteps : MatrixAscent
{
    private readonly BatchDraw _draw;
    private readonly int[] _rows;
    private readonly double[] _batch;
    private readonly double[] _tall;
    private readonly double[] _product;
    private readonly double[] _inverse;
    private readonly double[] _square;
    private readonly double[] _cube;
    private readonly SymmetricInverse _inverter;

    public WishartMatrixSteps(Matrix training, Matrix validation, int batch, BatchDraw draw)
        : base(training, validation)
    {
        int square = Size * Size;
        _draw = draw;
        _rows = new int[batch];
        _batch = new double[batch * Size];
        _tall = new double[batch * Size];
        _product = new double[square];
        _inverse = new double[square];
        _square = new double[square];
        _cube = new double[square];
        _inverter = new SymmetricInverse(Size);
    }

    /// <summary>Gets η.</summary>
    public required double Step { get; init; }

    /// <summary>Gets η_μ; 0 for no multiplier.</summary>
    public required double MultiplierStep { get; init; }

    /// <summary>Gets μ.</summary>
    public double Multiplier { get; private set; }

    public override void Advance(int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            _draw(_rows);
            TakeStandardised();
            Pull();
            _inverter.Of(Values, _inverse);
            double trace = TensorPrimitives.SumOfSquares<double>(_inverse);
            double cubeWeight = 4 * Multiplier;
            if (cubeWeight != 0)
            {
                Cube();
            }

            Move(cubeWeight);
            Multiplier -= MultiplierStep * (Size - trace);
        }
    }

    protected override Matrix Precision(ReadOnlySpan<double> state)
    {
        var precision = new Matrix(Size, Size);
        LinearAlgebra.Current.Gram(state, Size, Size, precision.Values);
        return precision;
    }

    // A region that is constant within a batch correlates with nothing there, and has no variance.
    private void TakeStandardised()
    {
        int count = _rows.Length;
        for (int j = 0; j < Size; j++)
        {
            Span<double> column = _batch.AsSpan(j * count, count);
            ReadOnlySpan<double> samples = Training.Column(j);
            for (int i = 0; i < count; i++)
            {
                column[i] = samples[_rows[i]];
            }

            TensorPrimitives.Subtract(column, TensorPrimitives.Sum<double>(column) / count, column);
            double norm = TensorPrimitives.Norm<double>(column);
            TensorPrimitives.Multiply(column, norm > 0 ? 1 / norm : 0, column);
        }
    }

    // YE = (Y Bᵀ) B: the batch has fewer rows than there are regions, as a rule.
    private void Pull()
    {
        int count = _rows.Length;
        LinearAlgebra.Current.Multiply(Values, _batch, _tall, new ProductShape(Size, Size, count, TransposeB: true));
        LinearAlgebra.Current.Multiply(_tall, _batch, _product, new ProductShape(Size, count, Size));
    }

    private void Cube()
    {
        LinearAlgebra.Current.Gram(_inverse, Size, Size, _square);
        LinearAlgebra.Current.Multiply(_inverse, _square, _cube, new ProductShape(Size, Size, Size, Symmetric: true));
    }

    private void Move(double cubeWeight)
    {
        Span<double> y = Values;
        for (int j = 0; j < Size; j++)
        {
            for (int i = 0; i <= j; i++)
            {
                int upper = (j * Size) + i;
                int lower = (i * Size) + j;
                double gradient = _inverse[upper] - (0.5 * (_product[upper] + _product[lower]));
                if (cubeWeight != 0)
                {
                    gradient += cubeWeight * _cube[upper];
                }

                y[upper] += Step * gradient;
                y[lower] = y[upper];
            }
        }
    }
}
