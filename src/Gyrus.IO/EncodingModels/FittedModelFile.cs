using System.Text.Json;
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
        Write(folder, DocumentOf(file, fits), [.. fits.SelectMany(f => f.Coefficients)]);
    }

    /// <summary>Writes the fits of several folders as one: what one call for all their neurons writes, bit for bit.</summary>
    /// <param name="folder">The folder; made when it is not there.</param>
    /// <param name="parts">The folders, each of other neurons. At least one.</param>
    /// <param name="neurons">The neurons of all folders, in the order to write them.</param>
    /// <exception cref="InvalidDataException">A folder has no fits, is damaged, or was fitted with another model or design.</exception>
    internal static void Join(string folder, IReadOnlyList<string> parts, IReadOnlyList<string> neurons)
    {
        FittedDocument[] documents = [.. parts.Select(ReadDocument)];
        FittedDocument shared = documents[0] with { Fits = [] };
        string text = JsonSerializer.Serialize(shared, FittedJson.Default.FittedDocument);
        var fits = new Dictionary<string, (FittedDocument.FitEntry Entry, double[] Coefficients)>();
        foreach ((int i, FittedDocument document) in documents.Index())
        {
            if (JsonSerializer.Serialize(document with { Fits = [] }, FittedJson.Default.FittedDocument) != text)
            {
                throw new InvalidDataException(
                    $"{Path.Combine(parts[i], DocumentName)}: expected fits of the model and design of {parts[0]}, but they differ."
                );
            }

            double[] all = Coefficients(Path.Combine(parts[i], ArraysName), document);
            int columns = all.Length / document.Fits.Count;
            foreach ((int k, FittedDocument.FitEntry fit) in document.Fits.Index())
            {
                fits[fit.Neuron] = (fit, all[(k * columns)..((k + 1) * columns)]);
            }
        }

        if (neurons.FirstOrDefault(n => !fits.ContainsKey(n)) is { } absent)
        {
            throw new InvalidDataException($"The fitted models of the parts hold no fit of the neuron '{absent}'.");
        }

        Write(
            folder,
            shared with
            {
                Fits = [.. neurons.Select(n => fits[n].Entry)],
            },
            [.. neurons.SelectMany(n => fits[n].Coefficients)]
        );
    }

    /// <summary>Reads the fits of a folder.</summary>
    /// <returns>The model that was declared, and its fits.</returns>
    /// <exception cref="InvalidDataException">There is no such folder, or it is damaged.</exception>
    public static (EncodingModel Model, IReadOnlyList<GlmFit> Fits) Read(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string path = Path.Combine(folder, DocumentName);
        FittedDocument document = ReadDocument(folder);
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

    private static void Write(string folder, FittedDocument document, double[] coefficients)
    {
        Directory.CreateDirectory(folder);
        int fits = document.Fits.Count;
        NpzFile.Write(
            Path.Combine(folder, ArraysName),
            [
                new("coefficients", new NpyArray([fits, coefficients.Length / fits], coefficients)),
                new("intercepts", new NpyArray([fits], [.. document.Fits.Select(f => f.Intercept)])),
            ]
        );
        DocumentFile.Write(Path.Combine(folder, DocumentName), document, FittedJson.Default.FittedDocument);
    }

    private static FittedDocument ReadDocument(string folder) =>
        DocumentFile.Read(
            Path.Combine(folder, DocumentName),
            FittedJson.Default.FittedDocument,
            "'gyrus glm fit' or 'gyrus glm cv'"
        );

    private static FittedDocument DocumentOf(ModelFile file, IReadOnlyList<GlmFit> fits) =>
        new()
        {
            Format = FittedDocument.CurrentFormat,
            Declaration = file.Declaration,
            Blocks = [.. fits[0].Blocks.Select(FittedDocument.BlockEntry.Of)],
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

    /// <summary>A block with what its basis learned.</summary>
    /// <exception cref="InvalidDataException">No feature of the model owns it, or its ranges are damaged.</exception>
    internal static FeatureBlock BlockOf(string path, EncodingModel model, FittedDocument.BlockEntry block)
    {
        EncodingFeature feature =
            model.Features.FirstOrDefault(f => f.Owns(block.Name))
            ?? throw new InvalidDataException(
                $"{path}: the block '{MessageText.Shorten(block.Name)}' is not among the features of the declaration."
            );
        if (block.Basis?.Suits(feature.Basis) == false)
        {
            throw Damaged(path, block);
        }

        try
        {
            FittedBasis? basis = block.Basis?.With(feature.Basis);
            return basis is null || basis.Columns == block.Count
                ? new FeatureBlock
                {
                    Name = block.Name,
                    Start = block.Start,
                    Count = block.Count,
                    Basis = basis,
                }
                : throw Damaged(path, block);
        }
        catch (ArgumentException damage)
        {
            throw Damaged(path, block, damage);
        }
    }

    private static InvalidDataException Damaged(
        string path,
        FittedDocument.BlockEntry block,
        Exception? damage = null
    ) => new($"{path}: the ranges of the block '{MessageText.Shorten(block.Name)}' are damaged.", damage);

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
