using System.Numerics;

namespace Gyrus.Covariance.GroupSparse;

internal sealed partial class DualProjectedNewton
{
    /// <summary>Which entries are edges, held at their bound, and which are free; the scaling is the inverse curvature of the free ones.</summary>
    private void Classify()
    {
        for (int j = 0; j < _p; j++)
        {
            _diagonal[j] = _inverse[(j * _p) + j];
        }

        for (int j = 0; j < _p; j++)
        {
            int start = j * _p;
            int i = 0;
            for (; i <= _p - Vector<double>.Count; i += Vector<double>.Count)
            {
                ClassifyVector(start + i, _diagonal[j] * new Vector<double>(_diagonal, i));
            }

            for (; i < _p; i++)
            {
                ClassifyOne(start + i, _diagonal[j] * _diagonal[i]);
            }

            (_answer[start + j], _free[start + j], _scaling[start + j]) = (_diagonal[j], 0, 0);
        }
    }

    private void ClassifyVector(int at, Vector<double> product)
    {
        var omega = new Vector<double>(_inverse, at);
        var r = new Vector<double>(_r, at);
        Vector<double> zero = Vector<double>.Zero;
        var bound = new Vector<double>(_alpha);
        Vector<long> held =
            (Vector.GreaterThan(omega, zero) & Vector.GreaterThanOrEqual(r, bound))
            | (Vector.LessThan(omega, zero) & Vector.LessThanOrEqual(r, -bound));
        Vector.ConditionalSelect(held, omega, zero).CopyTo(_answer, at);
        Vector.ConditionalSelect(held, zero, Vector<double>.One).CopyTo(_free, at);
        Vector<double> scaling = Vector<double>.One / (product + (omega * omega));
        Vector.ConditionalSelect(held, zero, scaling).CopyTo(_scaling, at);
    }

    private void ClassifyOne(int at, double product)
    {
        double omega = _inverse[at];
        bool held = omega > 0 ? _r[at] >= _alpha : omega < 0 && _r[at] <= -_alpha;
        _answer[at] = held ? omega : 0;
        _free[at] = held ? 0 : 1;
        _scaling[at] = held ? 0 : 1 / (product + (omega * omega));
    }
}
