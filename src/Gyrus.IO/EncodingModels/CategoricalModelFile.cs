using System.Text;
using Gyrus.Glm.Categorical;
using Gyrus.IO.Derivatives;
using Gyrus.IO.Npy;
using Gyrus.Pipelines.EncodingModels;
using static System.FormattableString;

namespace Gyrus.IO.EncodingModels;

/// <summary>A fitted encoding model of classes on disk: <c>fitted.json</c> and, with the coefficients, <c>fitted.npz</c>. What is read is what was written, bit for bit.</summary>
public static class CategoricalModelFile
{
    private const int HeadBytes = 256;

    /// <summary>Whether a folder holds a fitted model of classes; it may be damaged. Documents begin with their format.</summary>
    public static bool IsIn(string folder)
    {
        string path = Path.Combine(folder, FittedModelFile.DocumentName);
        if (!File.Exists(path))
        {
            return false;
        }

        byte[] head = new byte[HeadBytes];
        using FileStream stream = File.OpenRead(path);
        int read = stream.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false);
        return head.AsSpan(0, read).IndexOf(Encoding.UTF8.GetBytes(CategoricalDocument.CurrentFormat)) >= 0;
    }

    /// <summary>Writes a fit; the document comes last.</summary>
    /// <param name="folder">The folder; made when it is not there.</param>
    /// <param name="file">The model file.</param>
    /// <param name="response">The name of the response.</param>
    /// <param name="fit">The fit. <c>coefficients</c> of the npz file: columns × classes; <c>intercepts</c>: classes.</param>
    public static void Write(string folder, ModelFile file, string response, CategoricalFit fit)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(fit);
        Directory.CreateDirectory(folder);
        NpzFile.Write(
            Path.Combine(folder, FittedModelFile.ArraysName),
            [
                new(
                    "coefficients",
                    new NpyArray(
                        [fit.Coefficients.Rows, fit.Coefficients.Columns],
                        [.. fit.Coefficients.Transpose().AsSpan()]
                    )
                ),
                new("intercepts", new NpyArray([fit.Classes.Count], [.. fit.Intercepts])),
            ]
        );
        DocumentFile.Write(
            Path.Combine(folder, FittedModelFile.DocumentName),
            new CategoricalDocument
            {
                Format = CategoricalDocument.CurrentFormat,
                Declaration = file.Declaration,
                Response = response,
                Classes = fit.Classes,
                Blocks = [.. fit.Blocks.Select(FittedDocument.BlockEntry.Of)],
                Strength = fit.Model.Regularizer.Strength,
                Samples = fit.Samples,
                DroppedSamples = fit.DroppedSamples,
                Convergence = fit.Convergence,
                Warnings = fit.Warnings,
            },
            FittedJson.Default.CategoricalDocument
        );
    }

    /// <summary>Reads the fit of a folder.</summary>
    /// <returns>The model that was declared, the name of the response, and the fit.</returns>
    /// <exception cref="InvalidDataException">There is no such folder, it is damaged, or it holds a model of numbers.</exception>
    public static (EncodingModel Model, string Response, CategoricalFit Fit) Read(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string path = Path.Combine(folder, FittedModelFile.DocumentName);
        CategoricalDocument document = DocumentFile.Read(
            path,
            FittedJson.Default.CategoricalDocument,
            "'gyrus glm fit' or 'gyrus glm cv'"
        );
        EncodingModel model = ModelFile.ModelOf(path + ", declaration", document.Declaration);
        string arrays = Path.Combine(folder, FittedModelFile.ArraysName);
        IReadOnlyDictionary<string, NpyArray> values = NpzFile.Read(arrays);
        int classes = document.Classes.Count;
        int columns = document.Blocks.Sum(b => b.Count);
        return (
            model,
            document.Response,
            new CategoricalFit
            {
                Model = new CategoricalRegression
                {
                    Regularizer = model.Model.Regularizer with { Strength = document.Strength },
                    Tolerance = model.Model.Tolerance,
                },
                Classes = document.Classes,
                Blocks = [.. document.Blocks.Select(b => FittedModelFile.BlockOf(path, model, b))],
                Coefficients = Array(arrays, values, "coefficients", [columns, classes]).ToMatrix(),
                Intercepts = Array(arrays, values, "intercepts", [classes]).Values.ToArray(),
                Samples = document.Samples,
                DroppedSamples = document.DroppedSamples,
                Convergence = document.Convergence,
                Warnings = document.Warnings,
            }
        );
    }

    private static NpyArray Array(
        string path,
        IReadOnlyDictionary<string, NpyArray> values,
        string name,
        int[] shape
    ) =>
        values.TryGetValue(name, out NpyArray? array) && array.Shape.SequenceEqual(shape)
            ? array
            : throw new InvalidDataException(
                Invariant(
                    $"{path}: expected an array '{name}' of shape ({string.Join(", ", shape)}) as {FittedModelFile.DocumentName} says."
                )
            );
}
