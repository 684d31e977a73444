using System.Text.Json.Serialization;
using Gyrus.Batch.Executors;
using Gyrus.Batch.Executors.Local;
using Gyrus.Batch.Executors.Slurm;
using Gyrus.Batch.Receipts;
using Gyrus.Batch.Tasks;

namespace Gyrus.Batch.Plans;

/// <summary>JSON without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(PlanHeader))]
[JsonSerializable(typeof(BatchTask))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(FailureNote))]
[JsonSerializable(typeof(AttemptOwner))]
[JsonSerializable(typeof(SlurmSubmission))]
[JsonSerializable(typeof(RunSettings))]
[JsonSerializable(typeof(WorkerRequest))]
[JsonSerializable(typeof(TaskOutcome))]
internal sealed partial class BatchJson : JsonSerializerContext;
