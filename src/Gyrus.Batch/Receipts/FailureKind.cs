namespace Gyrus.Batch.Receipts;

/// <summary>Why an attempt ended without a result.</summary>
public enum FailureKind
{
    /// <summary>The call said that its input or options are wrong, or met a fault of ours: another attempt would end the same.</summary>
    Failed,

    /// <summary>It needed more memory than it was given.</summary>
    Memory,

    /// <summary>It needed more time than it was given.</summary>
    Time,

    /// <summary>The machine or the network ended it.</summary>
    Lost,

    /// <summary>Somebody ended it: it waits until somebody wants it again, and so does what needs it.</summary>
    Cancelled,
}
