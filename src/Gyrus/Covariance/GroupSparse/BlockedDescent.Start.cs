using System.Runtime.CompilerServices;
using Gyrus.Numerics;

namespace Gyrus.Covariance.GroupSparse;

internal sealed unsafe partial class BlockedDescent<TVector, TLanes>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void ImportInverses(double[][] inverses)
    {
        for (int k = 0; k < inverses.Length; k++)
        {
            (int g, int lane) = (k / TLanes.Width, k % TLanes.Width);
            for (int i = 0; i < _p; i++)
            {
                double* row = _sigma.Pointer + Offset(i, g) + lane;
                ReadOnlySpan<double> source = inverses[k].AsSpan(i * _p, _p);
                for (int j = 0; j < source.Length; j++)
                {
                    row[j * TLanes.Width] = source[j];
                }
            }
        }

        for (int i = 0; i < _p; i++)
        {
            for (int g = 0; g < _groups; g++)
            {
                TVector value = TLanes.Load(_sigma.Pointer + Offset(i, g) + (i * TLanes.Width));
                TLanes.Store(value, _diagonal.Pointer + (g * _groupLength) + (i * TLanes.Width));
            }
        }
    }

    private void Fill(IReadOnlyList<Matrix>? start)
    {
        for (int k = 0; k < _groups * TLanes.Width; k++)
        {
            bool real = k < _problem.Subjects;
            _weights.Pointer[k] = real ? _problem.Weights[k] : 0;
            for (int i = 0; i < _p; i++)
            {
                double variance = real ? _problem.Covariance(k)[i, i] : 1;
                At(_variances.Pointer, 0, i, k) = variance;
                At(_diagonal.Pointer, 0, i, k) = variance;
                At(_sigma.Pointer, i, i, k) = variance;
                At(_omega.Pointer, i, i, k) = 1 / variance;
                for (int j = 0; real && j < _p; j++)
                {
                    At(_weighted.Pointer, i, j, k) = _problem.Weights[k] * _problem.Covariance(k)[i, j];
                }
            }
        }

        if (start is not null)
        {
            SetStart(start);
        }
    }

    private void SetStart(IReadOnlyList<Matrix> start)
    {
        double[][] inverses = NewMatrices();
        for (int k = 0; k < start.Count; k++)
        {
            for (int i = 0; i < _p; i++)
            {
                for (int j = 0; j <= i; j++)
                {
                    double value = start[k][i, j];
                    At(_omega.Pointer, i, j, k) = value;
                    At(_omega.Pointer, j, i, k) = value;
                    bool active = i != j && value != 0;
                    _active[(i * _p) + j] |= active;
                    _active[(j * _p) + i] |= active;
                }
            }

            start[k].AsSpan().CopyTo(inverses[k]);
            if (LinearAlgebra.Current.Cholesky(inverses[k], _p) >= 0)
            {
                throw new NotPositiveDefiniteException(
                    $"The starting precision of subject {k} is not positive definite."
                );
            }

            LinearAlgebra.Current.CholeskyInverse(inverses[k], _p);
        }

        ImportInverses(inverses);
    }
}
