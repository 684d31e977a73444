using System.Globalization;
using Gyrus.Glm;
using Gyrus.Glm.Categorical;
using static System.FormattableString;

namespace Gyrus.Pipelines.EncodingModels;

/// <summary>The labels of a recording as classes on a design.</summary>
internal static class CategoricalLabels
{
    /// <summary>The design and the classes of a recording.</summary>
    /// <param name="model">The model.</param>
    /// <param name="recording">The recording, with labels.</param>
    /// <param name="fit">The fit whose design and classes are taken, or null to learn both.</param>
    /// <exception cref="ArgumentException">There are no labels, or one is none of the classes.</exception>
    public static CategoricalData On(EncodingModel model, EncodingRecording recording, CategoricalFit? fit)
    {
        IReadOnlyList<string?> labels =
            recording.Labels
            ?? throw new ArgumentException("A categorical model needs labels, but the recording has none.");
        IReadOnlyList<string> classes = fit?.Classes ?? model.Categorical?.Classes ?? Occurring(labels);
        string?[] names = [.. classes];
        int[] numbers = [.. labels.Select(l => l is null ? 0 : Array.IndexOf(names, l))];
        int stranger = Array.FindIndex(numbers, static k => k < 0);
        if (stranger >= 0)
        {
            throw new ArgumentException(
                Invariant(
                    $"Bin {stranger + 1} has the label '{labels[stranger]}', but the classes are {string.Join(", ", classes)}."
                )
            );
        }

        GlmData data = model.On(recording, fit?.Blocks);
        return new CategoricalData
        {
            Design = data.Design,
            Labels = numbers,
            Classes = classes,
            Weights = labels.Contains(null) ? [.. labels.Select(static l => l is null ? 0.0 : 1)] : null,
            Trials = data.Trials,
        };
    }

    private static IReadOnlyList<string> Occurring(IReadOnlyList<string?> labels)
    {
        string[] names = [.. labels.OfType<string>().Distinct(StringComparer.Ordinal)];
        return names.Length < 2
                ? throw new ArgumentException(
                    $"A categorical model needs labels of at least two classes, but they are {(names.Length == 0 ? "all missing" : $"all '{names[0]}'")}."
                )
            : Array.TrueForAll(names, static n => IsNumber(n, out _)) ? [.. names.OrderBy(Number)]
            : [.. names.Order(StringComparer.Ordinal)];
    }

    private static double Number(string name) => IsNumber(name, out double number) ? number : double.NaN;

    private static bool IsNumber(string name, out double number) =>
        double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
}
