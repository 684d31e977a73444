using System.Text.Json.Serialization;

namespace Gyrus.Batch.Executors;

/// <summary>A text as JSON writes it, which is how Python writes it too.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class PlainJson : JsonSerializerContext;
