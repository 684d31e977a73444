using System.Text.Json;

namespace Gyrus.IO.EncodingModels;

/// <summary>A value of a model file, with the place where it stands.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Text, number or truth value as it is written; empty for objects and lists.</param>
/// <param name="Offset">Where it begins, in bytes.</param>
internal sealed record ModelNode(JsonTokenType Kind, string Text, int Offset)
{
    /// <summary>Gets the members of an object, in the order of the file. A name comes once.</summary>
    public List<(ModelNode Name, ModelNode Value)> Members { get; } = [];

    /// <summary>Gets the items of a list.</summary>
    public List<ModelNode> Items { get; } = [];

    /// <summary>The value in words, for messages.</summary>
    public string Describe() =>
        Kind switch
        {
            JsonTokenType.StartObject => "an object {…}",
            JsonTokenType.StartArray => "a list […]",
            JsonTokenType.String or JsonTokenType.PropertyName => $"\"{MessageText.Shorten(Text)}\"",
            _ => MessageText.Shorten(Text),
        };
}
