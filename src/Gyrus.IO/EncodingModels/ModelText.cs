using System.Text;
using System.Text.Json;
using static System.FormattableString;

namespace Gyrus.IO.EncodingModels;

/// <summary>The text of a model file, JSON in which comments and trailing commas may stand, and its values.</summary>
internal sealed class ModelText
{
    private const int MostBytes = 16 * 1024 * 1024;

    private static readonly JsonReaderOptions Options = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = 16,
    };

    private readonly byte[] _bytes;

    private ModelText(string path, byte[] bytes)
    {
        Path = path;
        _bytes = bytes;
        Root = ReadRoot();
    }

    /// <summary>Gets the path as it was given.</summary>
    public string Path { get; }

    /// <summary>Gets the outermost value, an object.</summary>
    public ModelNode Root { get; }

    /// <summary>Gets the text.</summary>
    public string Content => Encoding.UTF8.GetString(_bytes.AsSpan(Start));

    private int Start => _bytes is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">Not JSON, no object, or a name twice in one object.</exception>
    public static ModelText Read(string path) => new(path, InputFile.ReadAll(path, MostBytes));

    /// <summary>Parses the content of a file.</summary>
    public static ModelText Parse(string path, byte[] bytes) => new(path, bytes);

    /// <summary>An error with the file, line and column of a value.</summary>
    public InvalidDataException Fault(ModelNode at, string sentence)
    {
        ReadOnlySpan<byte> before = _bytes.AsSpan(Start, at.Offset);
        int column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        return new(Invariant($"{Path}:{LineOf(at)}:{column}: {sentence}"));
    }

    private int LineOf(ModelNode at) => _bytes.AsSpan(Start, at.Offset).Count((byte)'\n') + 1;

    private ModelNode ReadRoot()
    {
        var reader = new Utf8JsonReader(_bytes.AsSpan(Start), Options);
        try
        {
            reader.Read();
            ModelNode root = ReadValue(ref reader);
            reader.Read(); // what follows the object: nothing, or an error
            return root.Kind == JsonTokenType.StartObject
                ? root
                : throw Fault(root, $"expected an object {{…}} as the outermost value, but found {root.Describe()}.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException(
                Invariant(
                    $"{Path}:{(exception.LineNumber ?? 0) + 1}:{(exception.BytePositionInLine ?? 0) + 1}: expected JSON (comments and trailing commas may stand in it). {Reason(exception)}"
                ),
                exception
            );
        }
    }

    /// <summary>The reader's own sentence without the place, which the message has already.</summary>
    private static string Reason(JsonException exception)
    {
        int at = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return MessageText.Sentence(at < 0 ? exception.Message : exception.Message[..at]);
    }

    private ModelNode ReadValue(ref Utf8JsonReader reader)
    {
        ModelNode node = NodeAt(ref reader);
        if (node.Kind == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                node.Items.Add(ReadValue(ref reader));
            }
        }
        else if (node.Kind == JsonTokenType.StartObject)
        {
            ReadMembers(ref reader, node);
        }

        return node;
    }

    private void ReadMembers(ref Utf8JsonReader reader, ModelNode node)
    {
        var seen = new Dictionary<string, ModelNode>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            ModelNode name = NodeAt(ref reader);
            if (!seen.TryAdd(name.Text, name))
            {
                throw Fault(
                    name,
                    Invariant(
                        $"expected each name once, but '{MessageText.Shorten(name.Text)}' stands in line {LineOf(seen[name.Text])} already."
                    )
                );
            }

            reader.Read();
            node.Members.Add((name, ReadValue(ref reader)));
        }
    }

    private static ModelNode NodeAt(ref Utf8JsonReader reader)
    {
        string value = reader.TokenType switch
        {
            JsonTokenType.String or JsonTokenType.PropertyName => Unescaped(ref reader),
            JsonTokenType.StartObject or JsonTokenType.StartArray => "",
            _ => Encoding.UTF8.GetString(reader.ValueSpan),
        };
        return new ModelNode(reader.TokenType, value, (int)reader.TokenStartIndex);
    }

    /// <summary>Bytes that are no UTF-8 are as wrong as a missing brace.</summary>
    private static string Unescaped(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException("the text is not UTF-8.", null, 0, 0, exception);
        }
    }
}
