using Gyrus.Glm;
using Gyrus.Glm.Features;
using Gyrus.IO.Derivatives;
using Gyrus.IO.Npy;
using Gyrus.Pipelines.EncodingModels;
using static System.FormattableString;

namespace Gyrus.IO.EncodingModels;

/// <summary>Fitted encoding models on disk: <c>fitted.json</c> and, with the coefficients, <c>fitted.npz</c>. What is read is what was written, bit for bit.</summary>
public static class FittedModelFile
{
    /// <summary>The file that describes the fits.</summary>
    public const string DocumentName = "fitted.json";

    /// <summary>The file of the coefficients. Shape of <c>coefficients</c>: neurons × columns; <c>intercepts</c>: neurons.</summary>
    public const string ArraysName = "fitted.npz";

    /// <summary>Writes the fits of a model; the document comes last.</summary>
    /// <param name="folder">The folder; made when it is not there.</param>
    /// <param name="file">The model file.</param>
    /// <param name="fits">The fits, of one design. At least one.</param>
    public static void Write(string folder, ModelFile file, IReadOnlyList<GlmFit> fits)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(fits);
        Directory.CreateDirectory(folder);
        int columns = fits[0].Coefficients.Count;
        NpzFile.Write(
            Path.Combine(folder, ArraysName),
            [
                new("coefficients", new NpyArray([fits.Count, columns], [.. fits.SelectMany(f => f.Coefficients)])),
                new("intercepts", new NpyArray([fits.Count], [.. fits.Select(f => f.Intercept)])),
            ]
        );
        DocumentFile.Write(
            Path.Combine(folder, DocumentName),
            DocumentOf(file, fits),
            FittedJson.Default.FittedDocument
        );
    }

    /// <summary>Reads the fits of a folder.</summary>
    /// <returns>The model that was declared, and its fits.</returns>
    /// <exception cref="InvalidDataException">There is no such folder, or it is damaged.</exception>
    public static (EncodingModel Model, IReadOnlyList<GlmFit> Fits) Read(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string path = Path.Combine(folder, DocumentName);
        FittedDocument document = DocumentFile.Read(
            path,
            FittedJson.Default.FittedDocument,
            "'gyrus glm fit' or 'gyrus glm cv'"
        );
        EncodingModel model = ModelFile.ModelOf(path + ", declaration", document.Declaration);
        FeatureBlock[] blocks = [.. document.Blocks.Select(b => BlockOf(path, model, b))];
        string arrays = Path.Combine(folder, ArraysName);
        double[] coefficients = Coefficients(arrays, document);
        int columns = document.Blocks.Sum(b => b.Count);
        return (
            model,
            [
                .. document.Fits.Select(
                    (f, k) =>
                        new GlmFit
                        {
                            Model = model.Model with
                            {
                                Regularizer = model.Model.Regularizer with { Strength = f.Strength },
                            },
                            Neuron = f.Neuron,
                            Blocks = blocks,
                            Coefficients = coefficients.AsSpan(k * columns, columns).ToArray(),
                            Intercept = f.Intercept,
                            Scale = f.Scale,
                            ResidualDegreesOfFreedom = f.ResidualDegreesOfFreedom,
                            Samples = f.Samples,
                            DroppedSamples = f.DroppedSamples,
                            Convergence = f.Convergence(),
                            Warnings = f.Warnings,
                        }
                ),
            ]
        );
    }

    private static FittedDocument DocumentOf(ModelFile file, IReadOnlyList<GlmFit> fits) =>
        new()
        {
            Format = FittedDocument.CurrentFormat,
            Declaration = file.Declaration,
            Blocks =
            [
                .. fits[0]
                    .Blocks.Select(b => new FittedDocument.BlockEntry(
                        b.Name,
                        b.Start,
                        b.Count,
                        b.Basis is { } basis ? FittedDocument.BasisEntry.Of(basis) : null
                    )),
            ],
            Fits =
            [
                .. fits.Select(f => new FittedDocument.FitEntry(
                    f.Neuron,
                    f.Model.Regularizer.Strength,
                    f.Intercept,
                    f.Scale,
                    f.ResidualDegreesOfFreedom,
                    f.Samples,
                    f.DroppedSamples,
                    f.Convergence.Method,
                    f.Convergence.Iterations,
                    f.Convergence.Objective,
                    f.Convergence.Certificate,
                    f.Convergence.Tolerance,
                    f.Warnings
                )),
            ],
        };

    private static FeatureBlock BlockOf(string path, EncodingModel model, FittedDocument.BlockEntry block)
    {
        EncodingFeature feature =
            model.Features.FirstOrDefault(f => f.Owns(block.Name))
            ?? throw new InvalidDataException(
                $"{path}: the block '{MessageText.Shorten(block.Name)}' is not among the features of the declaration."
            );
        try
        {
            return new FeatureBlock
            {
                Name = block.Name,
                Start = block.Start,
                Count = block.Count,
                Basis = block.Basis?.With(feature.Basis),
            };
        }
        catch (Exception damage) when (damage is ArgumentException or IndexOutOfRangeException)
        {
            throw new InvalidDataException(
                $"{path}: the ranges of the block '{MessageText.Shorten(block.Name)}' are damaged.",
                damage
            );
        }
    }

    private static double[] Coefficients(string path, FittedDocument document)
    {
        int columns = document.Blocks.Sum(b => b.Count);
        if (
            !NpzFile.Read(path).TryGetValue("coefficients", out NpyArray? array)
            || !array.Shape.SequenceEqual([document.Fits.Count, columns])
        )
        {
            throw new InvalidDataException(
                Invariant(
                    $"{path}: expected an array 'coefficients' of shape ({document.Fits.Count}, {columns}) as {DocumentName} says."
                )
            );
        }

        return array.Values.ToArray();
    }
}
