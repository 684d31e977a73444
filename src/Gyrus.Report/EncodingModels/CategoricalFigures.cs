using Gyrus.Pipelines.EncodingModels;
using Gyrus.Report.Figures;

namespace Gyrus.Report.EncodingModels;

/// <summary>The figures of encoding models of classes.</summary>
public static class CategoricalFigures
{
    /// <summary>Every figure of a result with the name of its file, without an ending.</summary>
    public static IEnumerable<(string Name, Figure Figure)> ToFiles(CategoricalEncodingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (PathOf(result) is { } path)
        {
            yield return (EncodingFigures.NameOf("path", result.Response), path);
        }

        if (CrossValidationOf(result) is { } scores)
        {
            yield return (EncodingFigures.NameOf("cv", result.Response), scores);
        }
    }

    /// <summary>The norm of each block's coefficients, over all classes, along the path; null without a path.</summary>
    public static Figure? PathOf(CategoricalEncodingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.Path is not { } path
            ? null
            : EncodingFigures.NormsOf(
                result.Response,
                [.. path.Fits.Select(f => f.Model.Regularizer.Strength)],
                [.. result.Data.Design.Blocks.Select(b => (b.Name, (double[])[.. path.Fits.Select(f => f.Norm(b))]))],
                result.Vanish
            );
    }

    /// <summary>The held-out log-probability of the true class over the strength; null without a cross-validation.</summary>
    public static Figure? CrossValidationOf(CategoricalEncodingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.CrossValidation is not { } c
            ? null
            : EncodingFigures.ScoresOf(
                result.Response,
                "held-out log-likelihood",
                new LineSeries("mean of the folds ± standard error", c.Strengths, c.Mean) { Errors = c.StandardError },
                c.Best,
                c.Chosen
            );
    }
}
