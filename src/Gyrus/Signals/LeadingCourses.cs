using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Signals;

/// <summary>The eigenvectors of A = P·X·Xᵀ·P of the largest eigenvalues, X being voxels' courses and P the removal of trends.</summary>
/// <remarks>
/// Short courses: the whole spectrum. Long ones: block Lanczos with full reorthogonalisation and thick restarts, which needs A only as
/// a product, so that neither A (samples²) nor detrended copies of X are made. It ends when each residual ‖Av − θv‖ is below
/// <see cref="Tolerance"/>·θ₁; should it not, the whole spectrum is computed after all.
/// Source: Golub and Van Loan, Matrix Computations, 4th ed., §10.3; Wu and Simon (2000), SIAM J. Matrix Anal. Appl. 22:602,
/// doi:10.1137/S0895479898334605.
/// </remarks>
internal sealed class LeadingCourses
{
    private const int MostSamplesAtOnce = 400;
    private const double Tolerance = 1e-13;
    private const int Guard = 4;
    private const int MostSteps = 600;
    private const int Panel = 24;
    private const int Kept = 3;

    private readonly VoxelCourses _x;
    private readonly LinearTrend? _trend;
    private readonly int _wanted;
    private readonly int _block;
    private readonly int _most;
    private readonly double[] _basis;
    private readonly double[] _panel;
    private readonly double[] _ritz;
    private readonly double[] _values;
    private readonly double[] _moved;
    private readonly Matrix _projected;
    private int _size;

    private LeadingCourses(VoxelCourses x, int wanted, LinearTrend? trend)
    {
        (_x, _wanted, _trend) = (x, wanted, trend);
        _block = wanted + Guard;
        _most = Math.Min(Math.Max(108, 8 * _block), x.Samples);
        _basis = new double[(_most + _block) * x.Samples];
        _panel = new double[Panel * x.Samples];
        _projected = new Matrix(_most + _block, _most + _block);
        _ritz = new double[_projected.Rows * _projected.Rows];
        _values = new double[_projected.Rows];
        _moved = new double[Kept * _block * x.Samples];
    }

    private int T => _x.Samples;

    /// <summary>The leading eigenvectors, largest eigenvalue first; signs are as they come. Shape: samples × count.</summary>
    public static Matrix Of(VoxelCourses x, int count, LinearTrend? trend) =>
        (x.Samples > MostSamplesAtOnce ? Iterate(x, count, trend) : null) ?? Whole(x, count, trend);

    /// <summary>By the whole spectrum of A.</summary>
    internal static Matrix Whole(VoxelCourses x, int count, LinearTrend? trend)
    {
        Matrix courses = x.ToMatrix();
        trend?.Remove(courses);
        return PrincipalCourses.Of(courses, count).Courses;
    }

    /// <summary>By block Lanczos; null when the residuals stay large.</summary>
    internal static Matrix? Iterate(VoxelCourses x, int count, LinearTrend? trend) =>
        new LeadingCourses(x, count, trend).Run();

    private Matrix? Run()
    {
        // The start is the same each time: results must not depend on a seed that nobody sees.
        new Rng(1).FillNormal(_basis.AsSpan(0, _block * T));
        Detrend(_basis.AsSpan(0, _block * T));
        int fresh = Orthonormalise(0, _block, null);
        double[] next = new double[_block * T];
        for (int step = 0; step < MostSteps && fresh > 0; step++)
        {
            int first = _size;
            _size += fresh;
            Span<double> image = next.AsSpan(0, fresh * T);
            Apply(_basis.AsSpan(first * T, fresh * T), fresh, image);
            Project(image, first, fresh);
            image.CopyTo(_basis.AsSpan(_size * T));
            var coupling = new Matrix(_block, fresh);
            fresh = Orthonormalise(_size, fresh, coupling);
            Clean(fresh);
            Ritz();
            if (fresh == 0 || Residual(coupling) <= Tolerance * _values[_size - 1])
            {
                return _size >= _wanted ? Vectors() : null;
            }

            if (_size + fresh > _most)
            {
                Restart(fresh);
            }
        }

        return null;
    }

    /// <summary>image ← P·X·(Xᵀ·block) of a block that P leaves as it is.</summary>
    private void Apply(ReadOnlySpan<double> block, int columns, Span<double> image)
    {
        image.Clear();
        double[] weights = new double[Panel * columns];
        for (int v = 0; v < _x.Voxels; v += Panel)
        {
            int width = Math.Min(Panel, _x.Voxels - v);
            Span<double> panel = _panel.AsSpan(0, width * T);
            _x.Read(v, width, panel);
            LinearAlgebra.Current.Multiply(
                panel,
                block,
                weights,
                new ProductShape(width, T, columns, TransposeA: true)
            );
            LinearAlgebra.Current.Multiply(panel, weights, image, new ProductShape(T, width, columns, Beta: 1));
        }

        Detrend(image);
    }

    /// <summary>Writes the new columns of QᵀAQ, and takes their part in Q away from the images, twice for the digits.</summary>
    private void Project(Span<double> image, int first, int columns)
    {
        double[] parts = new double[_size * columns];
        for (int pass = 0; pass < 2; pass++)
        {
            ReadOnlySpan<double> basis = _basis.AsSpan(0, _size * T);
            LinearAlgebra.Current.Multiply(basis, image, parts, new ProductShape(_size, T, columns, TransposeA: true));
            LinearAlgebra.Current.Multiply(
                basis,
                parts,
                image,
                new ProductShape(T, _size, columns, Alpha: -1, Beta: 1)
            );
            for (int c = 0; c < columns; c++)
            {
                for (int r = 0; r < _size; r++)
                {
                    double sum = (pass == 0 ? 0 : _projected[r, first + c]) + parts[(c * _size) + r];
                    _projected[r, first + c] = sum;
                    _projected[first + c, r] = sum;
                }
            }
        }
    }

    /// <summary>
    /// Orthonormalises columns behind the basis, leaving out those that are nothing but rounding; the coupling gets their old
    /// coordinates.
    /// </summary>
    /// <returns>How many are left.</returns>
    private int Orthonormalise(int start, int columns, Matrix? coupling)
    {
        // Less than the tolerance of what A does to the best vector is rounding.
        double least = Tolerance * Enumerable.Range(0, _size).Select(k => _projected[k, k]).DefaultIfEmpty(0).Max();
        int kept = 0;
        for (int c = 0; c < columns; c++)
        {
            Span<double> column = _basis.AsSpan((start + c) * T, T);
            for (int pass = 0; pass < 2; pass++)
            {
                for (int k = 0; k < kept; k++)
                {
                    ReadOnlySpan<double> before = _basis.AsSpan((start + k) * T, T);
                    double part = TensorPrimitives.Dot(before, column);
                    TensorPrimitives.MultiplyAdd(before, -part, column, column);
                    if (coupling is not null)
                    {
                        coupling[k, c] += part;
                    }
                }
            }

            double norm = TensorPrimitives.Norm<double>(column);
            if (norm <= least)
            {
                continue;
            }

            TensorPrimitives.Divide(column, norm, _basis.AsSpan((start + kept) * T, T));
            if (coupling is not null)
            {
                coupling[kept, c] = norm;
            }

            kept++;
        }

        return kept;
    }

    /// <summary>Takes out of new columns what cancellation among them has left of the basis.</summary>
    private void Clean(int columns)
    {
        if (columns == 0)
        {
            return;
        }

        double[] parts = new double[_size * columns];
        ReadOnlySpan<double> basis = _basis.AsSpan(0, _size * T);
        Span<double> fresh = _basis.AsSpan(_size * T, columns * T);
        LinearAlgebra.Current.Multiply(basis, fresh, parts, new ProductShape(_size, T, columns, TransposeA: true));
        LinearAlgebra.Current.Multiply(basis, parts, fresh, new ProductShape(T, _size, columns, Alpha: -1, Beta: 1));
        Orthonormalise(_size, columns, null);
    }

    /// <summary>The eigenvalues of QᵀAQ, ascending, and the coordinates of their vectors in Q, one after another.</summary>
    private void Ritz()
    {
        for (int j = 0; j < _size; j++)
        {
            _projected.Column(j)[.._size].CopyTo(_ritz.AsSpan(j * _size));
        }

        LinearAlgebra.Current.SymmetricEigen(_ritz.AsSpan(0, _size * _size), _values.AsSpan(0, _size), _size);
    }

    /// <summary>The largest residual of the wanted vectors: what A moves out of the basis, by the last block alone.</summary>
    private double Residual(Matrix coupling)
    {
        if (_size < _wanted)
        {
            return double.PositiveInfinity;
        }

        double worst = 0;
        int last = _size - coupling.Columns;
        for (int w = 1; w <= _wanted; w++)
        {
            ReadOnlySpan<double> end = _ritz.AsSpan(((_size - w) * _size) + last, coupling.Columns);
            double sum = 0;
            for (int r = 0; r < coupling.Rows; r++)
            {
                double entry = 0;
                for (int c = 0; c < end.Length; c++)
                {
                    entry += coupling[r, c] * end[c];
                }

                sum += entry * entry;
            }

            worst = Math.Max(worst, Math.Sqrt(sum));
        }

        return worst;
    }

    /// <summary>The best Ritz vectors become the basis, and the newest block goes on from them.</summary>
    private void Restart(int fresh)
    {
        int keep = Math.Min(Kept * _block, _size - 1);
        Combine(keep, _moved.AsSpan(0, keep * T));
        _basis.AsSpan(_size * T, fresh * T).CopyTo(_basis.AsSpan(keep * T));
        _moved.AsSpan(0, keep * T).CopyTo(_basis);
        _projected.Values.Clear();
        for (int k = 0; k < keep; k++)
        {
            _projected[k, k] = _values[_size - 1 - k];
        }

        _size = keep;
    }

    private Matrix Vectors()
    {
        var result = new Matrix(T, _wanted);
        Combine(_wanted, result.Values);
        return result;
    }

    /// <summary>The Ritz vectors of the largest values, largest first.</summary>
    private void Combine(int count, Span<double> vectors)
    {
        double[] coordinates = new double[_size * count];
        for (int k = 0; k < count; k++)
        {
            _ritz.AsSpan((_size - 1 - k) * _size, _size).CopyTo(coordinates.AsSpan(k * _size));
        }

        LinearAlgebra.Current.Multiply(
            _basis.AsSpan(0, _size * T),
            coordinates,
            vectors,
            new ProductShape(T, _size, count)
        );
    }

    private void Detrend(Span<double> columns)
    {
        for (int at = 0; at < columns.Length && _trend is not null; at += T)
        {
            _trend.Remove(columns.Slice(at, T));
        }
    }
}
