using Gyrus.Batch.Plans;

namespace Gyrus.Batch.Executors.Slurm;

/// <summary>Where all tasks stand at one look, and what may be handed over next.</summary>
internal sealed class SlurmRound(int tasks)
{
    private readonly Place[] _places = new Place[tasks];
    private readonly Dictionary<int, string> _jobs = [];
    private readonly Dictionary<int, TaskResources> _open = [];
    private int _missing;

    private enum Place
    {
        Blocked,
        Open,
        InFlight,
        Done,
        Failed,
    }

    /// <summary>Gets the number of tasks that are done.</summary>
    public int Done { get; private set; }

    /// <summary>Gets how many of them have a fit without a certificate.</summary>
    public int NotConverged { get; private set; }

    /// <summary>Gets the number of tasks that wait or run.</summary>
    public int InFlight => _jobs.Count + _missing;

    /// <summary>Gets those that failed for good, with the reason.</summary>
    public Dictionary<int, string> Failed { get; } = [];

    /// <summary>Gets elements that Slurm holds after it failed to launch them, to be taken out of the queue.</summary>
    public List<string> Held { get; } = [];

    /// <summary>A task is done.</summary>
    public void Finish(int task, bool converged)
    {
        _places[task] = Place.Done;
        Done++;
        NotConverged += converged ? 0 : 1;
    }

    /// <summary>A task waits or runs in a job.</summary>
    public void Fly(int task, string job)
    {
        _places[task] = Place.InFlight;
        _jobs[task] = job;
    }

    /// <summary>Nobody knows of a task, but it is too early to call it lost. What needs it cannot be told to wait for its job.</summary>
    public void Miss(int task)
    {
        _places[task] = Place.Blocked;
        _missing++;
    }

    /// <summary>A task failed for good.</summary>
    public void Fail(int task, string reason)
    {
        _places[task] = Place.Failed;
        Failed[task] = reason;
    }

    /// <summary>Somebody ended a task. What can do without a failed one must not begin for that.</summary>
    public void Cancel(int task, string reason)
    {
        _places[task] = Place.Blocked;
        Failed[task] = reason;
    }

    /// <summary>A task is to be handed over.</summary>
    public void Open(int task, TaskResources given)
    {
        _places[task] = Place.Open;
        _open[task] = given;
    }

    /// <summary>Takes the tasks whose needs are all done or handed over; where results may be missing, failed ones do as well.</summary>
    public IReadOnlyList<Ready> TakeReady(BatchPlan plan)
    {
        var ready = new List<Ready>();
        foreach ((int task, TaskResources given) in _open.OrderBy(o => o.Key))
        {
            if (plan[task].Needs.All(n => IsMet(n, plan[task].ToleratesMissing)))
            {
                string[] jobs = [.. plan[task].Needs.Where(_jobs.ContainsKey).Select(n => _jobs[n]).Distinct()];
                ready.Add(new Ready(task, given, jobs, plan[task].Stage, plan[task].ToleratesMissing));
            }
        }

        foreach (Ready task in ready)
        {
            _open.Remove(task.Index);
        }

        return ready;
    }

    private bool IsMet(int need, bool tolerates) =>
        _places[need] is Place.Done or Place.InFlight || (tolerates && _places[need] == Place.Failed);

    /// <summary>A task that may be handed over.</summary>
    /// <param name="Index">Its number.</param>
    /// <param name="Given">What it is given.</param>
    /// <param name="Jobs">The jobs it must wait for.</param>
    /// <param name="Stage">Its stage.</param>
    /// <param name="Tolerates">Whether it does with results that are missing.</param>
    internal sealed record Ready(
        int Index,
        TaskResources Given,
        IReadOnlyList<string> Jobs,
        string Stage,
        bool Tolerates
    )
    {
        /// <summary>Gets what tasks of one array have in common.</summary>
        public string Group =>
            FormattableString.Invariant(
                $"{Stage}|{Tolerates}|{Given.Threads}|{Given.MemoryMebibytes}|{Given.Minutes}|{string.Join(':', Jobs)}"
            );
    }
}
