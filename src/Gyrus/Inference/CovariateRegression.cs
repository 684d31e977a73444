using Gyrus.Numerics;

namespace Gyrus.Inference;

/// <summary>
/// Takes what covariates of the subjects explain out of their features: y − (z − z̄)γ with γ by least squares with an
/// intercept, one regression per feature.
/// </summary>
/// <remarks>
/// <para>
/// Learnt on some subjects and applied to any (<see cref="CovariateRegressionFit"/>), so that in a cross-validation the
/// test subjects have no part in γ. Means stay: a feature keeps its mean over the subjects of the fit. Categorical
/// covariates enter as 0/1 columns for each level but the first. Nothing is detrended: subjects have no order.
/// </para>
/// <para>Source: Snoek, Miletić and Scholte (2019), NeuroImage 184:741, doi:10.1016/j.neuroimage.2018.09.074 (why inside the folds).</para>
/// </remarks>
public static class CovariateRegression
{
    /// <summary>Learns the coefficients.</summary>
    /// <param name="features">Shape: subjects × features.</param>
    /// <param name="covariates">One at least, one value per subject.</param>
    /// <exception cref="ArgumentException">Sizes disagree; a covariate is constant or a combination of others; or there are too few subjects.</exception>
    public static CovariateRegressionFit Fit(Matrix features, IReadOnlyList<Covariate> covariates)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(covariates);
        Require.AtLeast(1, covariates.Count, "covariates");
        var design = new OrthonormalDesign(features.Rows);
        design.Add(covariates);
        var coefficients = new Matrix(design.Rank - 1, features.Columns);
        for (int f = 0; f < features.Columns; f++)
        {
            design.Coefficients(features.Column(f)).AsSpan(1).CopyTo(coefficients.MutableColumn(f));
        }

        return new CovariateRegressionFit(
            [.. covariates.Select(c => new CovariateRegressionFit.Term(c.Name, c.Levels))],
            [.. covariates.SelectMany(c => c.Columns(c.Levels)).Select(c => c.Values.Average())],
            coefficients
        );
    }
}
