using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance.GroupSparse;

internal sealed partial class DualProjectedNewton
{
    /// <summary>The first R with a positive definite S + R: edges of the start at their bounds, Ω⁻¹ − S shrunk, −S shrunk.</summary>
    private void Start(Matrix start, double alphaMax)
    {
        start.AsSpan().CopyTo(_inverse);
        start.AsSpan().CopyTo(_w);
        bool found = LinearAlgebra.Current.Cholesky(_w, _p) < 0;
        if (found)
        {
            LinearAlgebra.Current.CholeskyInverse(_w, _p);
            _w.CopyTo(_half, 0);
            SetTrial((i, j) => _half[(j * _p) + i] - _s[i, j]);
            double largest = Math.Max(_alpha, Math.Abs(_trial[TensorPrimitives.IndexOfMaxMagnitude<double>(_trial)]));

            // The dual point of a larger penalty lies in a larger box; S + tR is positive definite with S + R.
            double share = _alpha / largest;
            TensorPrimitives.Multiply(_trial, share, _direction);
            SetTrial((i, j) => start[i, j] != 0 ? Math.CopySign(_alpha, start[i, j]) : _direction[(j * _p) + i]);
            found = Factorise(_trial);
            if (!found)
            {
                SetTrial((i, j) => _direction[(j * _p) + i]);
                found = Factorise(_trial);
            }
        }

        if (!found)
        {
            double share = alphaMax > _alpha ? _alpha / alphaMax : 1;
            SetTrial((i, j) => -share * _s[i, j]);
            found = Factorise(_trial);
        }

        _stalled = !found;
        if (found)
        {
            Accept();
        }
    }

    /// <summary>Sets the trial's off-diagonal lower triangle and its mirror image.</summary>
    private void SetTrial(Func<int, int, double> entry)
    {
        for (int j = 0; j < _p; j++)
        {
            _trial[(j * _p) + j] = 0;
            for (int i = j + 1; i < _p; i++)
            {
                double value = entry(i, j);
                _trial[(j * _p) + i] = value;
                _trial[(i * _p) + j] = value;
            }
        }
    }
}
