using System.Numerics.Tensors;

namespace Gyrus.Covariance.GroupSparse;

internal sealed partial class GroupSparseCertificate
{
    // An edge of any size takes the candidate to its bound.
    private const double Beyond = 1e200;

    /// <summary>Gets a value indicating whether there is one subject: norms are magnitudes and its weight is 1.</summary>
    private bool IsSingle => _problem.Subjects == 1;

    /// <summary>S + R for one subject, lower triangle: at the bound with the sign of an edge, elsewhere the candidate cut to the bound.</summary>
    private void ComposeSingle(double[] omega, double[] residual)
    {
        ReadOnlySpan<double> s = _problem.Covariance(0).AsSpan();
        for (int j = 0; j < _p; j++)
        {
            int start = (j * _p) + j + 1;
            int count = _p - j - 1;
            Span<double> column = _work.AsSpan(start, count);
            TensorPrimitives.MultiplyAdd(omega.AsSpan(start, count), Beyond, residual.AsSpan(start, count), column);
            TensorPrimitives.Min(column, _radius, column);
            TensorPrimitives.Max(column, -_radius, column);
            TensorPrimitives.Add(column, s.Slice(start, count), column);
            _work[start - 1] = s[start - 1];
        }
    }

    /// <summary>Σ_{i&gt;j} |Ω_ij|.</summary>
    private double SumOfMagnitudes(double[] omega)
    {
        double sum = 0;
        for (int j = 0; j < _p; j++)
        {
            sum += TensorPrimitives.SumOfMagnitudes<double>(omega.AsSpan((j * _p) + j + 1, _p - j - 1));
        }

        return sum;
    }
}
