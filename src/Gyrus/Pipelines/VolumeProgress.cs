using Gyrus.Numerics;

namespace Gyrus.Pipelines;

/// <summary>Adds up how far the images of several subjects have been read, so that one long image shows progress too.</summary>
internal sealed class VolumeProgress
{
    private readonly IProgress<WorkProgress>? _progress;
    private readonly int[] _counts;
    private readonly int[] _done;
    private readonly int _total;
    private readonly Lock _lock = new();

    /// <summary>Begins with no volume read.</summary>
    public VolumeProgress(IReadOnlyList<SubjectScan> scans, IProgress<WorkProgress>? progress)
    {
        _progress = progress;
        _counts = [.. scans.Select(s => s.Bold.Count)];
        _done = new int[scans.Count];
        _total = _counts.Sum();
        Report();
    }

    /// <summary>Who is to be told of one subject, or null when nobody listens.</summary>
    public IProgress<WorkProgress>? Of(int subject) => _progress is null ? null : new Part(this, subject);

    private void Report() => _progress?.Report(new WorkProgress("Extracting signals (volumes)", _done.Sum(), _total));

    private sealed class Part(VolumeProgress all, int subject) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value)
        {
            lock (all._lock)
            {
                // An image that is read twice stays at its end the second time: bars do not go back.
                int done = value.Total > 0 ? (int)((long)value.Done * all._counts[subject] / value.Total) : 0;
                all._done[subject] = Math.Max(all._done[subject], done);
                all.Report();
            }
        }
    }
}
