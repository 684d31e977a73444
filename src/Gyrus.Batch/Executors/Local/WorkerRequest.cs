using Gyrus.Batch.Plans;

namespace Gyrus.Batch.Executors.Local;

/// <summary>What a worker is asked: to run a task.</summary>
internal sealed record WorkerRequest(int Index, string Key, string Attempt, TaskResources Given);
