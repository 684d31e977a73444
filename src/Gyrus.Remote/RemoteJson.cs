using System.Text.Json.Serialization;
using Gyrus.Remote.Datasets;
using Gyrus.Remote.Transfer;

namespace Gyrus.Remote;

/// <summary>JSON without reflection, so that the program can be trimmed and starts fast.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PartState))]
[JsonSerializable(typeof(ManifestDocument))]
internal sealed partial class RemoteJson : JsonSerializerContext;
