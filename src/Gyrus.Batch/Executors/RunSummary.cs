namespace Gyrus.Batch.Executors;

/// <summary>How the run of a plan ended.</summary>
/// <param name="Tasks">The number of tasks.</param>
/// <param name="Done">Those with a valid receipt.</param>
/// <param name="Failed">Those that failed for good, with the reason, by number.</param>
/// <param name="Blocked">Those that wait for one that failed.</param>
/// <param name="NotConverged">Those that are done although a fit did not reach its certificate.</param>
public sealed record RunSummary(
    int Tasks,
    int Done,
    IReadOnlyList<(int Index, string Reason)> Failed,
    int Blocked,
    int NotConverged
)
{
    /// <summary>Gets a value indicating whether every task is done.</summary>
    public bool IsComplete => Done == Tasks;
}
