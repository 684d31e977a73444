using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>
/// The likelihood of a factor model at one ψ, maximised over its loadings: A = Ψ^−½ S Ψ^−½ = V diag(w) Vᵀ, and the r largest w that exceed 1 are
/// factors.
/// </summary>
/// <remarks>
/// With θ = ln ψ, f = Σθ + Σ_factors(ln w + 1) + Σ_rest w is −2 log-likelihood per sample without its constant; its slope is gᵢ = Σ_rest (1 − w_m) v²ᵢₘ
/// (Jöreskog 1967, Psychometrika 32:443).
/// </remarks>
internal sealed class FactorPoint(int size)
{
    private readonly double[] _scale = new double[size];

    /// <summary>Gets θ = ln ψ.</summary>
    public double[] LogUniqueness { get; } = new double[size];

    /// <summary>Gets w, ascending: the factors are the last.</summary>
    public double[] Values { get; } = new double[size];

    /// <summary>Gets V, column i belongs to w_i.</summary>
    public Matrix Vectors { get; } = new(size, size);

    /// <summary>Gets df/dθ.</summary>
    public double[] Gradient { get; } = new double[size];

    /// <summary>Gets f.</summary>
    public double Objective { get; private set; }

    /// <summary>Gets the number of eigenvalues that are no factors.</summary>
    public int Rest { get; private set; }

    /// <summary>Computes everything at the θ that is there.</summary>
    public void Evaluate(Matrix sample, int factors)
    {
        TensorPrimitives.Multiply(LogUniqueness, -0.5, _scale);
        TensorPrimitives.Exp<double>(_scale, _scale);
        for (int j = 0; j < size; j++)
        {
            Span<double> column = Vectors.MutableColumn(j);
            TensorPrimitives.Multiply(sample.Column(j), _scale[j], column);
            TensorPrimitives.Multiply(column, _scale, column);
        }

        LinearAlgebra.Current.SymmetricEigen(Vectors.Values, Values, size);
        Choose(factors);
    }

    /// <summary>Takes another number of factors at the same θ: the eigenvalues stay.</summary>
    public void Choose(int factors)
    {
        Rest = size - factors;
        while (Rest < size && Values[Rest] <= 1)
        {
            Rest++;
        }

        double sum = TensorPrimitives.Sum<double>(LogUniqueness) + TensorPrimitives.Sum<double>(Values.AsSpan(0, Rest));
        for (int m = Rest; m < size; m++)
        {
            sum += Math.Log(Values[m]) + 1;
        }

        Objective = sum;
        Array.Clear(Gradient);
        for (int m = 0; m < Rest; m++)
        {
            AddSquares(Vectors.Column(m), 1 - Values[m], Gradient);
        }
    }

    /// <summary>The eigenvalues of the model in the same basis, C = Ψ^½ V diag(c) Vᵀ Ψ^½: w of a factor, else 1.</summary>
    public double[] ModelValues()
    {
        double[] values = Values.AsSpan().ToArray();
        values.AsSpan(0, Rest).Fill(1);
        return values;
    }

    private static void AddSquares(ReadOnlySpan<double> vector, double weight, Span<double> sum)
    {
        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] += weight * vector[i] * vector[i];
        }
    }
}
