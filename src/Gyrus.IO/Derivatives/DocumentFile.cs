using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gyrus.IO.Derivatives;

/// <summary>Reads and writes the JSON documents of our folders.</summary>
internal static class DocumentFile
{
    /// <summary>Reads a document.</summary>
    /// <param name="path">The file.</param>
    /// <param name="type">Its shape.</param>
    /// <param name="madeBy">The verbs that write such folders, for the message when there is none.</param>
    /// <exception cref="InvalidDataException">The file is absent, damaged or of another format.</exception>
    public static TDocument Read<TDocument>(string path, JsonTypeInfo<TDocument> type, string madeBy)
        where TDocument : class, IFormattedDocument
    {
        if (!File.Exists(path))
        {
            throw new InvalidDataException($"{path}: there is no such file. Expected a folder that {madeBy} wrote.");
        }

        TDocument document = JsonInput.Read(path, type);
        if (document.Format != TDocument.CurrentFormat)
        {
            throw new InvalidDataException(
                $"{path}: expected the format '{TDocument.CurrentFormat}', but found '{MessageText.Shorten(document.Format)}'."
            );
        }

        return document.Fault() is { } fault
            ? throw new InvalidDataException($"{path}: this is not a whole document: {fault}")
            : document;
    }

    /// <summary>Writes a document, whole or not at all.</summary>
    public static void Write<TDocument>(string path, TDocument document, JsonTypeInfo<TDocument> type) =>
        AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, document, type));
}
