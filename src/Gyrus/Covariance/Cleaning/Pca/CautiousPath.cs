using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>Scores of cautious components with every variance kept, for each p from 1 on.</summary>
/// <remarks>
/// With D the scale that gives each region its variance, J = D⁻¹ [(1/λ_p)·I + Σ_{k≤p} (1/λₖ − 1/λ_p) uₖuₖᵀ] D⁻¹. So the trace and the products of
/// the left-out samples Y = XD⁻¹ need Y·(u₁ … u_p) only (for the likelihood the trace alone, see <see cref="CautiousTrace"/>), and the diagonals of Ĉ and J the running sums of uₖ², λₖuₖ² and uₖ²/λₖ.
/// </remarks>
internal sealed class CautiousPath
{
    private readonly SampleSpectrum _spectrum;
    private readonly Matrix _samples;
    private readonly Matrix _inverseScales;
    private readonly Matrix _diagonals;
    private readonly double[] _logDeterminants;
    private readonly double[] _traces;
    private double[] _y = [];
    private double[] _z = [];

    /// <summary>Prepares the scores up to some p.</summary>
    /// <param name="spectrum">The spectrum of the training samples.</param>
    /// <param name="target">The deviations that the regions shall have.</param>
    /// <param name="samples">The left-out samples.</param>
    /// <param name="most">The largest p; not above the rank.</param>
    public CautiousPath(SampleSpectrum spectrum, double[] target, Matrix samples, int most)
    {
        (_spectrum, _samples) = (spectrum, samples);
        (_inverseScales, _diagonals) = (new Matrix(spectrum.Regions, most), new Matrix(spectrum.Regions, most));
        _logDeterminants = new double[most];
        Prepare(target);
        _traces = CautiousTrace.Of(samples, spectrum.Vectors, spectrum.Values, _inverseScales);
    }

    /// <summary>The score of p.</summary>
    public double Score(int p, CleaningCriterion criterion)
    {
        int n = _samples.Columns;
        double likelihood =
            -0.5 * ((n * Math.Log(2 * Math.PI)) + _logDeterminants[p - 1] + (_traces[p - 1] / _samples.Rows));
        return criterion == CleaningCriterion.LogLikelihood ? likelihood : Conditional(p, likelihood).Score(criterion);
    }

    // One eigenvector joins at a time.
    private void Prepare(double[] target)
    {
        int n = _spectrum.Regions;
        (double[] squares, double[] projected) = (new double[n], new double[n]);
        (double[] variances, double[] precisions, double[] scale) = (new double[n], new double[n], new double[n]);
        double logKept = 0;
        for (int p = 1; p <= _logDeterminants.Length; p++)
        {
            double noise = _spectrum.Values[p - 1];
            ReadOnlySpan<double> vector = _spectrum.Vectors.Column(p - 1);
            TensorPrimitives.Multiply(vector, vector, squares);
            TensorPrimitives.Add<double>(projected, squares, projected);
            TensorPrimitives.MultiplyAdd(squares, noise, variances, variances);
            TensorPrimitives.MultiplyAdd(squares, 1 / noise, precisions, precisions);
            logKept += Math.Log(noise);

            // The noise is the p-th eigenvalue in every direction that has not joined.
            TensorPrimitives.Subtract(1.0, projected, squares);
            TensorPrimitives.MultiplyAdd(squares, noise, variances, scale);
            TensorPrimitives.Sqrt(scale, scale);
            TensorPrimitives.Divide(target, scale, scale);
            Span<double> inverse = _inverseScales.MutableColumn(p - 1);
            TensorPrimitives.Divide(1.0, scale, inverse);
            TensorPrimitives.MultiplyAdd(squares, 1 / noise, precisions, _diagonals.MutableColumn(p - 1));
            TensorPrimitives.Log(scale, scale);
            _logDeterminants[p - 1] = logKept + ((n - p) * Math.Log(noise)) + (2 * TensorPrimitives.Sum<double>(scale));
        }
    }

    private void Project(int p)
    {
        (int rows, int n) = (_samples.Rows, _samples.Columns);
        if (_y.Length == 0)
        {
            (_y, _z) = (new double[rows * n], new double[rows * n]);
        }

        for (int i = 0; i < n; i++)
        {
            TensorPrimitives.Multiply(_samples.Column(i), _inverseScales[i, p - 1], _y.AsSpan(i * rows, rows));
        }

        LinearAlgebra.Current.Multiply(
            _y,
            _spectrum.Vectors.AsSpan()[..(n * p)],
            _z.AsSpan(0, rows * p),
            new ProductShape(rows, n, p)
        );
    }

    // Overwrites Y and Z, which the next p makes anew.
    private CriterionValues Conditional(int p, double likelihood)
    {
        Project(p);
        double noise = _spectrum.Values[p - 1];
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
        double[] diagonal = new double[n];
        for (int i = 0; i < n; i++)
        {
            double inverse = _inverseScales[i, p - 1];
            Span<double> column = _y.AsSpan(i * rows, rows);
            TensorPrimitives.Multiply(column, inverse, column);
            diagonal[i] = _diagonals[i, p - 1] * inverse * inverse;
        }

        (double pseudo, double completion) = Criteria.Conditional(_y, diagonal, rows);
        return new CriterionValues(likelihood, pseudo, completion);
    }
}
