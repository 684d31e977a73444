using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>An ascent that moves a whole symmetric matrix.</summary>
internal abstract class MatrixAscent : IAscent
{
    private readonly Matrix _validation;
    private readonly int _samples;
    private readonly double[] _state;

    protected MatrixAscent(Matrix training, Matrix validation)
    {
        Training = training;
        _validation = validation;
        _samples = training.Rows;
        Size = training.Columns;
        _state = new double[Size * Size];
        for (int i = 0; i < Size; i++)
        {
            _state[(i * Size) + i] = 1;
        }
    }

    public ReadOnlySpan<double> State => _state;

    /// <summary>Gets the samples that are climbed on.</summary>
    protected Matrix Training { get; }

    /// <summary>Gets the number of regions.</summary>
    protected int Size { get; }

    /// <summary>Gets the iterate, to be moved.</summary>
    protected Span<double> Values => _state;

    public abstract void Advance(int steps);

    public double Score(CleaningCriterion criterion) => Criteria.Of(Precision(_state), _validation).Score(criterion);

    public CovarianceFit Fit(double[] state)
    {
        Matrix precision = Precision(state);
        var covariance = new Matrix(Size, Size);
        new SymmetricInverse(Size).Of(precision.AsSpan(), covariance.Values);
        return new CovarianceFit { Covariance = SampleCovariance.Of(covariance, _samples), Precision = precision };
    }

    /// <summary>J of an iterate.</summary>
    protected abstract Matrix Precision(ReadOnlySpan<double> state);
}
