using System.Text.Json.Serialization;

namespace Gyrus.IO.EncodingModels;

/// <summary>JSON of fitted models without reflection.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals
)]
[JsonSerializable(typeof(FittedDocument))]
[JsonSerializable(typeof(PartDocument))]
[JsonSerializable(typeof(CategoricalDocument))]
internal sealed partial class FittedJson : JsonSerializerContext;
