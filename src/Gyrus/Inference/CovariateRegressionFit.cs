using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Inference;

/// <summary>Covariates that were regressed on features: applies to the subjects of the fit and to new ones.</summary>
public sealed record CovariateRegressionFit
{
    private readonly IReadOnlyList<Term> _terms;
    private readonly double[] _means;

    internal CovariateRegressionFit(IReadOnlyList<Term> terms, double[] means, Matrix coefficients)
    {
        _terms = terms;
        _means = means;
        Coefficients = coefficients;
    }

    /// <summary>Gets γ: one row per column of the covariates (levels but the first for a categorical one), one column per feature.</summary>
    public Matrix Coefficients { get; }

    /// <summary>Takes the covariates' part out of features: y − (z − z̄)γ, z̄ the means over the subjects of the fit.</summary>
    /// <param name="features">Shape: subjects × features.</param>
    /// <param name="covariates">The covariates of these subjects, in the order of the fit.</param>
    /// <exception cref="ArgumentException">Sizes or names disagree, or a label was not among those of the fit.</exception>
    public Matrix Transform(Matrix features, IReadOnlyList<Covariate> covariates)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(covariates);
        Require.SameSize(Coefficients.Columns, features.Columns, "the features of the fit");
        double[][] columns = Columns(covariates, features.Rows);
        Matrix adjusted = features.Copy();
        for (int f = 0; f < features.Columns; f++)
        {
            Span<double> y = adjusted.MutableColumn(f);
            for (int j = 0; j < columns.Length; j++)
            {
                TensorPrimitives.MultiplyAdd(columns[j], -Coefficients[j, f], y, y);
            }
        }

        return adjusted;
    }

    private double[][] Columns(IReadOnlyList<Covariate> covariates, int subjects)
    {
        Require.SameSize(_terms.Count, covariates.Count, "the covariates of the fit");
        var columns = new List<double[]>();
        for (int i = 0; i < covariates.Count; i++)
        {
            if (covariates[i].Name != _terms[i].Name || (covariates[i].Labels is null) != (_terms[i].Levels.Count == 0))
            {
                throw new ArgumentException(
                    $"Expected the covariate '{_terms[i].Name}' as in the fit, but got '{covariates[i].Name}'."
                );
            }

            Require.SameSize(subjects, covariates[i].Subjects, $"one value of '{covariates[i].Name}' per subject");
            columns.AddRange(covariates[i].Columns(_terms[i].Levels).Select(c => c.Values));
        }

        for (int j = 0; j < columns.Count; j++)
        {
            TensorPrimitives.Subtract(columns[j], _means[j], columns[j]);
        }

        return [.. columns];
    }

    /// <summary>A covariate of the fit; no levels for a numeric one.</summary>
    internal sealed record Term(string Name, IReadOnlyList<string> Levels);
}
