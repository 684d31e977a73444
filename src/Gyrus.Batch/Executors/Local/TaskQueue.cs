using Gyrus.Batch.Plans;
using Gyrus.Batch.Receipts;

namespace Gyrus.Batch.Executors.Local;

/// <summary>Which tasks of a plan may begin, in the order of the plan.</summary>
internal sealed class TaskQueue
{
    private readonly BatchPlan _plan;
    private readonly int[] _open;
    private readonly List<int>[] _dependants;
    private readonly SortedSet<int> _ready = [];
    private readonly TaskResources[] _given;
    private readonly int[] _tries;
    private readonly HashSet<int> _done = [];

    /// <summary>Starts with what receipts say.</summary>
    public TaskQueue(BatchPlan plan, IReadOnlyList<Receipt?> receipts, Func<string, FailureNote?> failureOf)
    {
        _plan = plan;
        _open = new int[plan.Count];
        _dependants = new List<int>[plan.Count];
        _tries = new int[plan.Count];
        _given = [.. plan.Tasks.Select((t, i) => receipts[i] is null ? Retry.Given(t, failureOf(t.Key)) : t.Resources)];
        Failed = [];
        for (int i = 0; i < plan.Count; i++)
        {
            // A group that did without a participant is done only for now: the participant is about to be tried again.
            if (receipts[i] is not null && plan[i].Needs.All(_done.Contains))
            {
                _done.Add(i);
                Done++;
                NotConverged += receipts[i]!.Converged ? 0 : 1;
                continue;
            }

            foreach (int need in plan[i].Needs.Where(n => !_done.Contains(n)))
            {
                (_dependants[need] ??= []).Add(i);
                _open[i]++;
            }

            if (_open[i] == 0)
            {
                _ready.Add(i);
            }
        }
    }

    /// <summary>Gets the number of tasks that are done.</summary>
    public int Done { get; private set; }

    /// <summary>Gets how many of them have a fit without a certificate.</summary>
    public int NotConverged { get; private set; }

    /// <summary>Gets the tasks that failed for good, with the reason.</summary>
    public List<(int Index, string Reason)> Failed { get; }

    /// <summary>The first task that may begin and fits, or null.</summary>
    public int? Next(Func<TaskResources, bool> fits)
    {
        foreach (int index in _ready)
        {
            if (fits(_given[index]))
            {
                _ready.Remove(index);
                return index;
            }
        }

        return null;
    }

    /// <summary>Gets a value indicating whether nothing may begin.</summary>
    public bool IsEmpty => _ready.Count == 0;

    /// <summary>What a task is given at its next attempt.</summary>
    public TaskResources Given(int index) => _given[index];

    /// <summary>A task is done.</summary>
    public void Finish(int index, bool converged)
    {
        Done++;
        NotConverged += converged ? 0 : 1;
        Release(index, succeeded: true);
    }

    /// <summary>An attempt failed. It is tried again where that may help.</summary>
    /// <returns>Whether it is.</returns>
    public bool Fail(int index, FailureKind kind, string reason, int retries)
    {
        if (kind != FailureKind.Failed && _tries[index]++ < retries)
        {
            _given[index] = Retry.Raise(_given[index], kind);
            _ready.Add(index);
            return true;
        }

        Failed.Add((index, reason));
        Release(index, succeeded: false);
        return false;
    }

    private void Release(int index, bool succeeded)
    {
        foreach (int dependant in _dependants[index] ?? [])
        {
            if ((succeeded || _plan[dependant].ToleratesMissing) && --_open[dependant] == 0)
            {
                _ready.Add(dependant);
            }
        }
    }
}
