using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>Scores of cautious components with every variance kept, for p that grows: one eigenvector joins at a time.</summary>
/// <remarks>
/// With D the scale that gives each region its variance, J = D⁻¹ [(1/λ_p)·I + Σ_{k≤p} (1/λₖ − 1/λ_p) uₖuₖᵀ] D⁻¹. So the trace and the products of
/// the left-out samples Y = XD⁻¹ need Y·(u₁ … u_p) only (for the likelihood the trace alone, see <see cref="CautiousTrace"/>), and the diagonals of Ĉ and J the running sums of uₖ², λₖuₖ² and uₖ²/λₖ.
/// </remarks>
internal sealed class CautiousPath
{
    private readonly SampleSpectrum _spectrum;
    private readonly double[] _target;
    private readonly Matrix _samples;
    private readonly CautiousTrace _trace;
    private readonly double[] _projected;
    private readonly double[] _variances;
    private readonly double[] _precisions;
    private readonly double[] _scale;
    private readonly double[] _inverseScale;
    private readonly double[] _y;
    private readonly double[] _z;
    private readonly double[] _buffer;
    private int _joined;
    private double _logKept;

    /// <summary>Starts a path at p = 0.</summary>
    /// <param name="spectrum">The spectrum of the training samples.</param>
    /// <param name="target">The deviations that the regions shall have.</param>
    /// <param name="samples">The left-out samples.</param>
    public CautiousPath(SampleSpectrum spectrum, double[] target, Matrix samples)
    {
        int n = spectrum.Regions;
        (_spectrum, _target, _samples) = (spectrum, target, samples);
        (_projected, _variances, _precisions) = (new double[n], new double[n], new double[n]);
        (_scale, _inverseScale, _buffer) = (new double[n], new double[n], new double[n]);
        (_y, _z) = (new double[samples.Rows * n], new double[samples.Rows * n]);
        _trace = new CautiousTrace(samples);
    }

    /// <summary>The score of p, which must not be below those before it, nor above the rank.</summary>
    public double Score(int p, CleaningCriterion criterion)
    {
        Join(p);
        double noise = _spectrum.Values[p - 1];
        Scale(noise);
        double likelihood = LogLikelihood(p, noise);
        if (criterion != CleaningCriterion.LogLikelihood)
        {
            Project(p);
        }

        return criterion == CleaningCriterion.LogLikelihood
            ? likelihood
            : Conditional(p, noise, likelihood).Score(criterion);
    }

    private void Join(int p)
    {
        for (; _joined < p; _joined++)
        {
            ReadOnlySpan<double> vector = _spectrum.Vectors.Column(_joined);
            double lambda = _spectrum.Values[_joined];
            TensorPrimitives.Multiply(vector, vector, _buffer);
            TensorPrimitives.Add<double>(_projected, _buffer, _projected);
            TensorPrimitives.MultiplyAdd(_buffer, lambda, _variances, _variances);
            TensorPrimitives.MultiplyAdd(_buffer, 1 / lambda, _precisions, _precisions);
            _trace.Join(vector, lambda);
            _logKept += Math.Log(lambda);
        }
    }

    private void Scale(double noise)
    {
        for (int i = 0; i < _scale.Length; i++)
        {
            double variance = _variances[i] + (noise * (1 - _projected[i]));
            _scale[i] = _target[i] / Math.Sqrt(variance);
            _inverseScale[i] = 1 / _scale[i];
        }
    }

    private void Project(int p)
    {
        (int rows, int n) = (_samples.Rows, _samples.Columns);
        for (int i = 0; i < n; i++)
        {
            TensorPrimitives.Multiply(_samples.Column(i), _inverseScale[i], _y.AsSpan(i * rows, rows));
        }

        LinearAlgebra.Current.Multiply(
            _y,
            _spectrum.Vectors.AsSpan()[..(n * p)],
            _z.AsSpan(0, rows * p),
            new ProductShape(rows, n, p)
        );
    }

    private double LogLikelihood(int p, double noise)
    {
        (int rows, int n) = (_samples.Rows, _samples.Columns);
        double logScale = 0;
        for (int i = 0; i < n; i++)
        {
            logScale += Math.Log(_scale[i]);
        }

        double logDeterminant = _logKept + ((n - p) * Math.Log(noise)) + (2 * logScale);
        return -0.5 * ((n * Math.Log(2 * Math.PI)) + logDeterminant + (_trace.Of(_inverseScale, noise) / rows));
    }

    // Overwrites Y and Z, which the next p makes anew.
    private CriterionValues Conditional(int p, double noise, double likelihood)
    {
        (int rows, int n) = (_samples.Rows, _samples.Columns);
        for (int k = 0; k < p; k++)
        {
            double weight = (1 / _spectrum.Values[k]) - (1 / noise);
            Span<double> column = _z.AsSpan(k * rows, rows);
            TensorPrimitives.Multiply(column, weight, column);
        }

        TensorPrimitives.Divide(_y, noise, _y);
        LinearAlgebra.Current.Multiply(
            _z.AsSpan(0, rows * p),
            _spectrum.Vectors.AsSpan()[..(n * p)],
            _y,
            new ProductShape(rows, p, n, TransposeB: true, Beta: 1)
        );
        for (int i = 0; i < n; i++)
        {
            Span<double> column = _y.AsSpan(i * rows, rows);
            TensorPrimitives.Multiply(column, _inverseScale[i], column);
            double diagonal = _precisions[i] + ((1 - _projected[i]) / noise);
            _buffer[i] = diagonal * _inverseScale[i] * _inverseScale[i];
        }

        (double pseudo, double completion) = Criteria.Conditional(_y, _buffer, rows);
        return new CriterionValues(likelihood, pseudo, completion);
    }
}
