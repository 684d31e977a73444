using System.Text.Json.Serialization;

namespace Gyrus.IO.Derivatives;

/// <summary>JSON without reflection, so that the program can be trimmed and starts fast.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(CleaningDocument))]
[JsonSerializable(typeof(CleaningDocument.EstimatorEntry), TypeInfoPropertyName = "EstimatorEntry")]
[JsonSerializable(typeof(CleaningDocument.ChoiceEntry), TypeInfoPropertyName = "ChoiceEntry")]
[JsonSerializable(typeof(CleaningDocument.DiagnosisEntry), TypeInfoPropertyName = "DiagnosisEntry")]
[JsonSerializable(typeof(ComparisonDocument))]
[JsonSerializable(typeof(ConnectivityDocument))]
[JsonSerializable(typeof(ConnectomeDocument))]
[JsonSerializable(typeof(ConnectomeDocument.QualityEntry))]
[JsonSerializable(typeof(EdgeTestDocument))]
[JsonSerializable(typeof(Gyrus.Pipelines.Provenance))]
internal sealed partial class DerivativesJson : JsonSerializerContext;
