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
    /// <param name="fits">The fits, of one design, or of one a neuron where a feature is of the neuron itself or of the others. At least one.</param>
    /// <param name="population">The names of all neurons of the recording, fitted or not.</param>
    public static void Write(
        string folder,
        ModelFile file,
        IReadOnlyList<GlmFit> fits,
        IReadOnlyList<string> population
    )
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(fits);
        ArgumentNullException.ThrowIfNull(population);
        Write(
            folder,
            DocumentOf(file, fits, file.Model.IsRelative ? population : null),
            [.. fits.SelectMany(f => f.Coefficients)]
        );
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
    /// <exception cref="InvalidDataException">There is no such folder, or it is damaged.</exception>
    public static FittedModels Read(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string path = Path.Combine(folder, DocumentName);
        FittedDocument document = ReadDocument(folder);
        EncodingModel model = ModelFile.ModelOf(path + ", declaration", document.Declaration);
        if (model.IsRelative && document.Population is null)
        {
            throw new InvalidDataException(
                $"{path}: expected the 'population' of a model whose features are of the neuron itself or of the others, but there is none."
            );
        }

        FeatureBlock[] blocks = [.. document.Blocks.Select(b => BlockOf(path, model, b))];
        double[] coefficients = Coefficients(Path.Combine(folder, ArraysName), document);
        int columns = document.Blocks.Sum(b => b.Count);
        return new FittedModels(
            model,
            [
                .. document.Fits.Select(
                    (f, k) =>
                        f.Fit(
                            model,
                            Seen(path, model, document.Population, blocks, f.Neuron),
                            coefficients.AsSpan(k * columns, columns)
                        )
                ),
            ],
            model.IsRelative ? document.Population : null
        );
    }

    /// <summary>The blocks of the first neuron of a population by the names that they have for another.</summary>
    private static FeatureBlock[] Seen(
        string path,
        EncodingModel model,
        IReadOnlyList<string>? population,
        FeatureBlock[] blocks,
        string neuron
    )
    {
        if (!model.IsRelative)
        {
            return blocks;
        }

        Dictionary<string, string> names = Renamed(model, population!, population![0], neuron);
        return names.Keys.Except(blocks.Select(b => b.Name)).FirstOrDefault() is { } absent
            ? throw new InvalidDataException(
                $"{path}: expected a block '{MessageText.Shorten(absent)}', but there is none."
            )
            : Array.ConvertAll(blocks, b => b with { Name = names.GetValueOrDefault(b.Name, b.Name) });
    }

    /// <summary>The names of the blocks of the neuron itself and of the others, from those of one neuron to those of another.</summary>
    private static Dictionary<string, string> Renamed(
        EncodingModel model,
        IReadOnlyList<string> population,
        string from,
        string to
    ) =>
        model
            .Features.Where(f => f.IsRelative)
            .SelectMany(f => f.BlocksOf(population, from).Zip(f.BlocksOf(population, to)))
            .ToDictionary(n => n.First, n => n.Second, StringComparer.Ordinal);

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

    private static FittedDocument DocumentOf(
        ModelFile file,
        IReadOnlyList<GlmFit> fits,
        IReadOnlyList<string>? population
    )
    {
        Dictionary<string, string> names = population is null
            ? []
            : Renamed(file.Model, population, fits[0].Neuron, population[0]);
        return new()
        {
            Format = FittedDocument.CurrentFormat,
            Declaration = file.Declaration,
            Population = population,
            Blocks =
            [
                .. fits[0]
                    .Blocks.Select(b =>
                        FittedDocument.BlockEntry.Of(b with { Name = names.GetValueOrDefault(b.Name, b.Name) })
                    ),
            ],
            Fits = [.. fits.Select(FittedDocument.FitEntry.Of)],
        };
    }

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
