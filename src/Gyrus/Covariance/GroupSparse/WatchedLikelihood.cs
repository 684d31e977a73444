using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance.GroupSparse;

/// <summary>The log-likelihood of samples that are not fitted, followed from sweep to sweep: the probe of early stopping.</summary>
internal sealed class WatchedLikelihood
{
    private readonly double[][] _halved;
    private readonly double[] _weights;
    private readonly double[][] _omega;
    private readonly double[] _factor;
    private readonly int _p;
    private double _last = double.NegativeInfinity;

    public WatchedLikelihood(IReadOnlyList<SampleCovariance> watched, GroupSparseProblem problem)
    {
        _p = problem.Regions;
        _weights = problem.Weights.ToArray();
        _factor = new double[_p * _p];
        _omega = [.. watched.Select(_ => new double[_p * _p])];
        _halved = [.. watched.Select(LowerForm)];
    }

    /// <summary>Evaluates the iterate; true when its likelihood is below that of the one before.</summary>
    public bool Falls(PublishedDescent descent)
    {
        descent.ExportOmega(_omega);
        double likelihood = 0;
        for (int k = 0; k < _omega.Length; k++)
        {
            // Upper triangles of the export are zeros, so one dot product with the lower form is the whole inner product.
            double fit = TensorPrimitives.Dot<double>(_omega[k], _halved[k]);
            _omega[k].CopyTo(_factor, 0);
            likelihood += _weights[k] * (LogDeterminant() - fit);
        }

        bool falls = likelihood < _last;
        _last = likelihood;
        return falls;
    }

    /// <summary>The lower triangle with off-diagonal entries doubled, so that ⟨S, Ω⟩ needs the lower triangle of Ω alone.</summary>
    private static double[] LowerForm(SampleCovariance covariance)
    {
        double[] lower = covariance.Values.AsSpan().ToArray();
        int p = covariance.Regions;
        for (int j = 0; j < p; j++)
        {
            for (int i = 0; i < p; i++)
            {
                lower[(j * p) + i] *=
                    i > j ? 2
                    : i == j ? 1
                    : 0;
            }
        }

        return lower;
    }

    private double LogDeterminant()
    {
        if (LinearAlgebra.Current.Cholesky(_factor, _p) >= 0)
        {
            return double.NegativeInfinity;
        }

        double sum = 0;
        for (int j = 0; j < _p; j++)
        {
            sum += Math.Log(_factor[(j * _p) + j]);
        }

        return 2 * sum;
    }
}
