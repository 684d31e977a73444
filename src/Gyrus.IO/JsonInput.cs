using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using static System.FormattableString;

namespace Gyrus.IO;

/// <summary>Reads JSON files that somebody else may have written: of bounded size, and with the file in every message.</summary>
internal static class JsonInput
{
    private const int MostBytes = 64 * 1024 * 1024;

    /// <summary>Reads a document whose outermost value is an object, and takes something out of it.</summary>
    /// <param name="path">The file, in UTF-8, with or without a byte order mark, perhaps gzipped.</param>
    /// <param name="take">Takes what is wanted while the document is open; may fail as <see cref="JsonElement"/> does.</param>
    /// <exception cref="InvalidDataException">Not JSON, no object, or a value is of another kind than is asked for.</exception>
    public static T Object<T>(string path, Func<JsonElement, T> take)
    {
        ReadOnlyMemory<byte> text = Read(path);
        return Guarded(
            path,
            () =>
            {
                using JsonDocument document = JsonDocument.Parse(text);
                return document.RootElement.ValueKind == JsonValueKind.Object
                    ? take(document.RootElement)
                    : throw new InvalidOperationException(
                        $"the outermost value is of the kind {document.RootElement.ValueKind}."
                    );
            }
        );
    }

    /// <summary>Reads a document of a known shape.</summary>
    /// <exception cref="InvalidDataException">Not JSON, or of another shape.</exception>
    public static T Read<T>(string path, JsonTypeInfo<T> shape)
        where T : class
    {
        ReadOnlyMemory<byte> text = Read(path);
        return Guarded(
            path,
            () =>
                JsonSerializer.Deserialize(text.Span, shape)
                ?? throw new InvalidOperationException("the outermost value is null.")
        );
    }

    /// <summary>A number, if there is one of that name that is finite.</summary>
    public static double? FiniteNumber(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement value)
        && value.TryGetDouble(out double number)
        && double.IsFinite(number)
            ? number
            : null;

    private static ReadOnlyMemory<byte> Read(string path)
    {
        byte[] text = InputFile.ReadAll(path, MostBytes);
        return text is [0xEF, 0xBB, 0xBF, ..] ? text.AsMemory(3) : text;
    }

    private static T Guarded<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException(
                Invariant(
                    $"{path}:{exception.LineNumber + 1}: expected a JSON object, but: {MessageText.Sentence(exception.Message)}"
                ),
                exception
            );
        }
        catch (InvalidOperationException exception)
        {
            throw new InvalidDataException(
                $"{path}: expected a JSON object, but: {MessageText.Sentence(exception.Message)}",
                exception
            );
        }
    }
}
