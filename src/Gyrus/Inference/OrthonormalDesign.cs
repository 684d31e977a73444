using System.Numerics.Tensors;
using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Inference;

/// <summary>A design over subjects as Q·R: orthonormal columns in the order given, the intercept first.</summary>
/// <remarks>Modified Gram-Schmidt, each column twice: then Q is orthonormal to rounding. A column that is a combination of those before is refused by name.</remarks>
internal sealed class OrthonormalDesign
{
    private const double Collinear = 1e-7;
    private readonly List<double[]> _q = [];
    private readonly List<double[]> _r = [];
    private readonly List<string> _names = [];

    /// <summary>Starts with the intercept.</summary>
    public OrthonormalDesign(int subjects)
    {
        Subjects = subjects;
        _q.Add([.. Enumerable.Repeat(1 / Math.Sqrt(subjects), subjects)]);
        _r.Add([Math.Sqrt(subjects)]);
        _names.Add("intercept");
    }

    /// <summary>Gets the number of subjects.</summary>
    public int Subjects { get; }

    /// <summary>Gets the number of columns, the intercept included.</summary>
    public int Rank => _q.Count;

    /// <summary>Column j of Q.</summary>
    public ReadOnlySpan<double> Q(int j) => _q[j];

    /// <summary>Adds a column.</summary>
    /// <returns>The length of what the columns before do not explain of it.</returns>
    /// <exception cref="ArgumentException">The columns before explain all of it.</exception>
    public double Add(string name, ReadOnlySpan<double> column)
    {
        double[] x = column.ToArray();
        double[] r = new double[Rank + 1];
        double centred = 0;
        for (int pass = 0; pass < 2; pass++)
        {
            for (int j = 0; j < Rank; j++)
            {
                double along = TensorPrimitives.Dot<double>(_q[j], x);
                TensorPrimitives.MultiplyAdd<double>(_q[j], -along, x, x);
                r[j] += along;
                centred = pass == 0 && j == 0 ? TensorPrimitives.Norm<double>(x) : centred;
            }
        }

        double length = TensorPrimitives.Norm<double>(x);
        double scale = TensorPrimitives.Norm(column);
        if (!(centred > 1e-12 * scale))
        {
            throw new ArgumentException($"'{name}' is the same for every subject: leave it out.");
        }

        if (!(length > Collinear * centred))
        {
            throw new ArgumentException(
                $"'{name}' is a combination of {string.Join(", ", _names.Select(n => $"'{n}'"))}: its effect cannot be told from theirs. Leave one out."
            );
        }

        TensorPrimitives.Divide(x, length, x);
        r[Rank] = length;
        _q.Add(x);
        _r.Add(r);
        _names.Add(name);
        return length;
    }

    /// <summary>Adds covariates in their order.</summary>
    public void Add(IEnumerable<Covariate> covariates)
    {
        foreach (Covariate covariate in covariates)
        {
            Require.SameSize(Subjects, covariate.Subjects, $"one value of '{covariate.Name}' per subject");
            if (covariate.Labels is not null && covariate.Levels.Count < 2)
            {
                throw new ArgumentException($"'{covariate.Name}' is the same for every subject: leave it out.");
            }

            foreach ((string name, double[] values) in covariate.Columns(covariate.Levels))
            {
                Add(name, values);
            }
        }

        if (Rank >= Subjects)
        {
            throw new ArgumentException(
                Invariant(
                    $"{Subjects} subjects cannot carry {Rank} columns (the intercept, {Rank - 1} of covariates): nothing would be left to estimate the noise from."
                )
            );
        }
    }

    /// <summary>y ← what the columns do not explain of y; twice, so that nothing of them is left but rounding.</summary>
    public void Residual(Span<double> y)
    {
        for (int pass = 0; pass < 2; pass++)
        {
            foreach (double[] q in _q)
            {
                TensorPrimitives.MultiplyAdd(q, -TensorPrimitives.Dot(q, y), y, y);
            }
        }
    }

    /// <summary>The coefficients of the columns as they were added: R⁻¹Qᵀy, the intercept first.</summary>
    public double[] Coefficients(ReadOnlySpan<double> y)
    {
        double[] b = new double[Rank];
        for (int j = 0; j < Rank; j++)
        {
            b[j] = TensorPrimitives.Dot(_q[j], y);
        }

        for (int j = Rank - 1; j >= 0; j--)
        {
            b[j] /= _r[j][j];
            for (int i = 0; i < j; i++)
            {
                b[i] -= _r[j][i] * b[j];
            }
        }

        return b;
    }
}
