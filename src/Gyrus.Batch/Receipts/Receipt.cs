using Gyrus.Batch.Plans;

namespace Gyrus.Batch.Receipts;

/// <summary>The proof that a task is done. It is published after its outputs, whole, and only it is believed.</summary>
public sealed record Receipt
{
    /// <summary>The format this program writes.</summary>
    internal const string CurrentFormat = "gyrus-receipt-1";

    /// <summary>Gets the format.</summary>
    public string Format { get; init; } = CurrentFormat;

    /// <summary>Gets the key of the task.</summary>
    public required string Key { get; init; }

    /// <summary>Gets what people call the task.</summary>
    public required string Task { get; init; }

    /// <summary>Gets which attempt it was.</summary>
    public required string Attempt { get; init; }

    /// <summary>Gets the machine.</summary>
    public required string Host { get; init; }

    /// <summary>Gets when it began (UTC).</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>Gets how long it took, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Gets the processor time, in seconds.</summary>
    public required double CpuSeconds { get; init; }

    /// <summary>Gets the largest memory of its process while it ran, in MiB; null where the system does not say.</summary>
    public double? PeakMebibytes { get; init; }

    /// <summary>Gets what it was given.</summary>
    public required TaskResources Given { get; init; }

    /// <summary>Gets a value indicating whether every fit reached its certificate.</summary>
    public required bool Converged { get; init; }

    /// <summary>Gets the keys of the needed tasks whose results were there and were read.</summary>
    public required IReadOnlyList<string> Read { get; init; }

    /// <summary>Gets what it published.</summary>
    public required IReadOnlyList<ReceiptOutput> Outputs { get; init; }
}
