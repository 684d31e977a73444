using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance.Tangent;

/// <summary>Evaluates the objective of the geometric mean over the matrices, some at the same time.</summary>
/// <remarks>The sums have a fixed number of parts and a fixed order, so the number of threads changes no digit.</remarks>
internal sealed class MeanObjective(IReadOnlyList<Matrix> matrices, int threads, CancellationToken cancellationToken)
{
    private const int MostParts = 16;
    private readonly int _p = matrices[0].Rows;
    private readonly Part[] _parts =
    [
        .. Enumerable.Range(0, Math.Min(MostParts, matrices.Count)).Select(_ => new Part(matrices[0].Rows)),
    ];

    /// <summary>The point of a frame.</summary>
    /// <exception cref="NotPositiveDefiniteException">A matrix is not positive definite to working precision.</exception>
    public MeanPoint At(MeanFrame frame)
    {
        Sums[] sums = PartLoop.Run(_parts.Length, threads, part => Sum(frame, part), cancellationToken);
        var gradient = new Matrix(_p, _p);
        (double squares, double curvature) = (0, 0);
        for (int part = 0; part < _parts.Length; part++)
        {
            TensorPrimitives.Add(gradient.AsSpan(), _parts[part].Logs, gradient.Values);
            squares += sums[part].Squares;
            curvature += sums[part].Curvature;
        }

        TensorPrimitives.Multiply(gradient.AsSpan(), -1.0 / matrices.Count, gradient.Values);
        return new MeanPoint(frame, 0.5 * squares / matrices.Count, gradient, curvature / matrices.Count);
    }

    private Sums Sum(MeanFrame frame, int index)
    {
        Part part = _parts[index];
        Array.Clear(part.Logs);
        (double squares, double curvature) = (0, 0);
        int end = (int)((long)(index + 1) * matrices.Count / _parts.Length);
        for (int k = (int)((long)index * matrices.Count / _parts.Length); k < end; k++)
        {
            Whiten(frame.Inverse, matrices[k], part);
            LinearAlgebra.Current.SymmetricEigen(part.Vectors, part.Values, _p);
            Logarithms(part.Values, k);
            squares += TensorPrimitives.SumOfSquares<double>(part.Values);
            curvature += Curvature(part.Values[^1] - part.Values[0]);
            AddLogarithm(part);
        }

        return new Sums(squares, curvature);
    }

    /// <summary>B C Bᵀ.</summary>
    private void Whiten(Matrix b, Matrix c, Part part)
    {
        ILinearAlgebra algebra = LinearAlgebra.Current;
        algebra.Multiply(b.AsSpan(), c.AsSpan(), part.Scratch, new ProductShape(_p, _p, _p));
        algebra.Multiply(
            part.Scratch,
            b.AsSpan(),
            part.Vectors,
            new ProductShape(_p, _p, _p, TransposeB: true, Symmetric: true)
        );
    }

    /// <summary>The sum ← the sum + V log Λ Vᵀ.</summary>
    private void AddLogarithm(Part part)
    {
        for (int j = 0; j < _p; j++)
        {
            TensorPrimitives.Multiply(part.Vectors.AsSpan(j * _p, _p), part.Values[j], part.Scratch.AsSpan(j * _p, _p));
        }

        var shape = new ProductShape(_p, _p, _p, TransposeB: true, Beta: 1, Symmetric: true);
        LinearAlgebra.Current.Multiply(part.Scratch, part.Vectors, part.Logs, shape);
    }

    private static void Logarithms(double[] values, int matrix)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] =
                values[i] > 0
                    ? Math.Log(values[i])
                    : throw new NotPositiveDefiniteException(
                        FormattableString.Invariant(
                            $"Matrix {matrix} is not positive definite to working precision: seen from the mean, its smallest eigenvalue is {values[i]:0.0e+0}. Shrink it more."
                        )
                    );
        }
    }

    /// <summary>(s/2)·coth(s/2): the largest curvature of ½d²(·, C) where the logarithms of C's eigenvalues span s.</summary>
    private static double Curvature(double span) => span < 1e-4 ? 1 : 0.5 * span / Math.Tanh(0.5 * span);

    private readonly record struct Sums(double Squares, double Curvature);

    /// <summary>The sum of the logarithms of one part of the matrices, with its scratch.</summary>
    private sealed class Part(int p)
    {
        public double[] Logs { get; } = new double[p * p];

        public double[] Scratch { get; } = new double[p * p];

        public double[] Vectors { get; } = new double[p * p];

        public double[] Values { get; } = new double[p];
    }
}
