using Gyrus.Covariance;

namespace Gyrus.Tests.Covariance.GroupSparse;

/// <summary>
/// The published descent as its equations stand, slow and plain: for each row the inverse of the rest is computed afresh, and the
/// scalar equation of an entry is solved by bisection. The oracle of the fast one.
/// </summary>
internal sealed class LiteralDescent
{
    private readonly SampleCovariance[] _covariances;
    private readonly double[] _weights;
    private readonly double _alpha;
    private readonly Matrix[] _omega;

    public LiteralDescent(SampleCovariance[] covariances, double alpha)
    {
        _covariances = covariances;
        _alpha = alpha;
        double total = covariances.Sum(c => (double)c.Samples);
        _weights = [.. covariances.Select(c => c.Samples / total)];
        _omega =
        [
            .. covariances.Select(c => Matrix.Create(c.Regions, c.Regions, (i, j) => i == j ? 1 / c.Values[i, i] : 0)),
        ];
    }

    public Matrix Precision(int subject) => _omega[subject];

    public void Sweep()
    {
        for (int r = 0; r < _omega[0].Rows; r++)
        {
            Row(r);
        }
    }

    private void Row(int r)
    {
        int[] rest = [.. Enumerable.Range(0, _omega[0].Rows).Where(i => i != r)];
        Matrix[] h = [.. _omega.Select(o => Invert(o.Select(rest, rest)))];
        double[][] y = [.. _omega.Select(o => (double[])[.. rest.Select(i => o[i, r])])];
        for (int m = 0; m < rest.Length; m++)
        {
            Entry(r, m, rest[m], h, y);
        }

        for (int k = 0; k < _omega.Length; k++)
        {
            double quadratic = 0;
            for (int a = 0; a < rest.Length; a++)
            {
                _omega[k][rest[a], r] = _omega[k][r, rest[a]] = y[k][a];
                quadratic += y[k][a] * Enumerable.Range(0, rest.Length).Sum(b => h[k][a, b] * y[k][b]);
            }

            _omega[k][r, r] = (1 / _covariances[k].Values[r, r]) + quadratic;
        }
    }

    private void Entry(int r, int m, int region, Matrix[] h, double[][] y)
    {
        double[] c = new double[h.Length];
        double[] q = new double[h.Length];
        for (int k = 0; k < h.Length; k++)
        {
            double v = _covariances[k].Values[r, r];
            double others = Enumerable.Range(0, y[k].Length).Where(b => b != m).Sum(b => h[k][b, m] * y[k][b]);
            c[k] = -_weights[k] * ((v * others) + _covariances[k].Values[region, r]);
            q[k] = _weights[k] * v * h[k][m, m];
        }

        double g = Norm(c, q, 0) <= _alpha ? 0 : Root(c, q);
        for (int k = 0; k < h.Length; k++)
        {
            y[k][m] = g * c[k] / (1 + (g * q[k]));
        }
    }

    private double Root(double[] c, double[] q)
    {
        (double low, double high) = (0, 1);
        while (Norm(c, q, high) > _alpha)
        {
            (low, high) = (high, 2 * high);
        }

        for (int i = 0; i < 70; i++)
        {
            double middle = 0.5 * (low + high);
            (low, high) = Norm(c, q, middle) > _alpha ? (middle, high) : (low, middle);
        }

        return 0.5 * (low + high);
    }

    private static double Norm(double[] c, double[] q, double g)
    {
        double sum = 0;
        for (int k = 0; k < c.Length; k++)
        {
            double y = c[k] / (1 + (g * q[k]));
            sum += y * y;
        }

        return Math.Sqrt(sum);
    }

    private static Matrix Invert(Matrix matrix)
    {
        Matrix inverse = matrix.Copy();
        Assert.Equal(-1, new ManagedLinearAlgebra().Cholesky(inverse.Values, inverse.Rows));
        new ManagedLinearAlgebra().CholeskyInverse(inverse.Values, inverse.Rows);
        return inverse;
    }
}
