using System.Numerics.Tensors;
using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Covariance.Cleaning;

/// <summary>The spectrum of a sample covariance, E = XᵀX/T = U diag(λ) Uᵀ, with the eigenvalues in decreasing order.</summary>
public sealed class SampleSpectrum
{
    /// <summary>Directions with less than this share of the largest eigenvalue are rounding: files hold 7 to 8 digits.</summary>
    internal const double RankFloor = 1e-10;

    private readonly double[] _values;

    private SampleSpectrum(double[] values, Matrix vectors, double[] deviations, int samples)
    {
        _values = values;
        Vectors = vectors;
        Deviations = deviations;
        Samples = samples;
    }

    /// <summary>Gets λ, decreasing. Rounding may leave null eigenvalues a little below 0.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>Gets U: column i is the unit eigenvector of λᵢ. Shape: regions × regions.</summary>
    public Matrix Vectors { get; }

    /// <summary>Gets the standard deviation that each region was divided by; all 1 unless standardised.</summary>
    public IReadOnlyList<double> Deviations { get; }

    /// <summary>Gets the number of samples T.</summary>
    public int Samples { get; }

    /// <summary>Gets the number of regions N.</summary>
    public int Regions => _values.Length;

    /// <summary>Gets q = N/T.</summary>
    public double Q => (double)Regions / Samples;

    /// <summary>Gets the number of eigenvalues above 1e-10 of the largest.</summary>
    public int Rank
    {
        get
        {
            double floor = RankFloor * _values[0];
            return _values.Count(value => value > floor);
        }
    }

    /// <summary>The spectrum of signals (samples × regions).</summary>
    /// <exception cref="ArgumentException">A value is not finite, or a region that is standardised does not vary.</exception>
    public static SampleSpectrum Of(Matrix signals, SampleScaling scaling)
    {
        ArgumentNullException.ThrowIfNull(signals);
        Require.AtLeast(1, signals.Rows, "samples");
        (Matrix x, double[] deviations) = Scaled(signals, scaling);
        int n = x.Columns;
        var vectors = new Matrix(n, n);
        LinearAlgebra.Current.Gram(x.AsSpan(), x.Rows, n, vectors.Values);
        TensorPrimitives.Divide(vectors.AsSpan(), (double)x.Rows, vectors.Values);
        double[] values = new double[n];
        Decompose(vectors.Values, values);
        Decrease(values, vectors);
        return new SampleSpectrum(values, vectors, deviations, x.Rows);
    }

    /// <summary>The spectrum of signals whose moments are there.</summary>
    internal static SampleSpectrum Of(SampleMoments moments, SampleScaling scaling)
    {
        if (moments.Covariance(scaling) is not { } known)
        {
            return Of(moments.Signals, scaling);
        }

        double[] values = new double[known.Deviations.Length];
        Decompose(known.Covariance.Values, values);
        Decrease(values, known.Covariance);
        return new SampleSpectrum(values, known.Covariance, known.Deviations, moments.Signals.Rows);
    }

    /// <summary>The eigenvalues of a sample covariance, ascending; its columns become the eigenvectors.</summary>
    /// <exception cref="ArgumentException">The signals had a value that is not finite, or whose square is not.</exception>
    internal static void Decompose(Span<double> covariance, Span<double> values)
    {
        try
        {
            LinearAlgebra.Current.SymmetricEigen(covariance, values, values.Length);
        }
        catch (ArithmeticException)
        {
            throw new ArgumentException(
                "The signals hold a value that is not finite, or so large that its square is not."
            );
        }
    }

    private static (Matrix Scaled, double[] Deviations) Scaled(Matrix signals, SampleScaling scaling)
    {
        double[] deviations = new double[signals.Columns];
        Array.Fill(deviations, 1);
        if (scaling == SampleScaling.AsGiven)
        {
            return (signals, deviations);
        }

        Matrix x = signals.Copy();
        for (int j = 0; j < x.Columns; j++)
        {
            Span<double> column = x.MutableColumn(j);
            TensorPrimitives.Subtract(column, TensorPrimitives.Sum<double>(column) / column.Length, column);
            if (scaling == SampleScaling.Standardised)
            {
                deviations[j] = Math.Sqrt(TensorPrimitives.SumOfSquares<double>(column) / column.Length);
                if (!(deviations[j] > 0))
                {
                    throw new ArgumentException(
                        Invariant($"Region {j} does not vary. Leave it out: a constant region has no connections.")
                    );
                }

                TensorPrimitives.Divide(column, deviations[j], column);
            }
        }

        return (x, deviations);
    }

    private static void Decrease(double[] values, Matrix vectors)
    {
        Array.Reverse(values);
        double[] kept = new double[vectors.Rows];
        for (int left = 0, right = vectors.Columns - 1; left < right; left++, right--)
        {
            vectors.Column(left).CopyTo(kept);
            vectors.Column(right).CopyTo(vectors.MutableColumn(left));
            kept.CopyTo(vectors.MutableColumn(right));
        }
    }
}
