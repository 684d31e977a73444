using System.Numerics.Tensors;

namespace Gyrus.Covariance.GroupSparse;

internal sealed partial class AcceleratedAdmm
{
    private void Extrapolate()
    {
        _history.Add(PackedV());
        if (_history.Count <= Window)
        {
            return;
        }

        double[]? coefficients = Extrapolation.Coefficients(_history);
        if (coefficients is not null)
        {
            _beforeJump = _history[^1];
            double[] jump = new double[_beforeJump.Length];
            for (int i = 0; i < coefficients.Length; i++)
            {
                TensorPrimitives.MultiplyAdd(_history[i + 1], coefficients[i], jump, jump);
            }

            Restore(jump);
        }

        _history.Clear();
    }

    private double[] PackedV()
    {
        double[] packed = new double[_v.Length * (_p * (_p + 1) / 2)];
        int at = 0;
        for (int k = 0; k < _v.Length; k++)
        {
            for (int j = 0; j < _p; j++)
            {
                int start = (j * _p) + j;
                TensorPrimitives.Add(
                    _z[k].AsSpan(start, _p - j),
                    _u[k].AsSpan(start, _p - j),
                    packed.AsSpan(at, _p - j)
                );
                at += _p - j;
            }
        }

        return packed;
    }

    /// <summary>Sets Z and U from V.</summary>
    private void Restore(double[] packed)
    {
        int at = 0;
        for (int k = 0; k < _v.Length; k++)
        {
            for (int j = 0; j < _p; j++)
            {
                packed.AsSpan(at, _p - j).CopyTo(_v[k].AsSpan((j * _p) + j));
                at += _p - j;
            }
        }

        Shrink();
    }
}
