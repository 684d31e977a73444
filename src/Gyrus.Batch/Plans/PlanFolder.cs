namespace Gyrus.Batch.Plans;

/// <summary>Where a plan keeps what it knows: the plan, receipts, attempts, notes of failures, logs and submissions.</summary>
public sealed class PlanFolder
{
    /// <summary>The name of the plan in its folder.</summary>
    public const string PlanName = "plan.jsonl";

    private PlanFolder(string root) => Root = root;

    /// <summary>Gets the folder.</summary>
    public string Root { get; }

    /// <summary>Gets the plan file.</summary>
    public string Plan => Path.Combine(Root, PlanName);

    internal string Receipts => Path.Combine(Root, "receipts");

    internal string Failures => Path.Combine(Root, "failures");

    internal string Attempts => Path.Combine(Root, "attempts");

    internal string Logs => Path.Combine(Root, "logs");

    internal string Submissions => Path.Combine(Root, "submissions");

    internal string Settings => Path.Combine(Root, "run.json");

    internal string CancelRequest => Path.Combine(Root, "cancel");

    internal string Lock => Path.Combine(Root, "run.lock");

    /// <summary>A folder to make a plan in; it is made when it is not there.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static PlanFolder Create(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var made = new PlanFolder(Path.GetFullPath(folder));
        foreach (string part in (string[])[made.Receipts, made.Failures, made.Attempts, made.Logs, made.Submissions])
        {
            Directory.CreateDirectory(part);
        }

        return made;
    }

    /// <summary>The folder of a plan that was made: the folder itself or the plan in it.</summary>
    /// <exception cref="ArgumentException">There is no plan.</exception>
    public static PlanFolder Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string full = Path.GetFullPath(path);
        string root = File.Exists(full) && Path.GetFileName(full) == PlanName ? Path.GetDirectoryName(full)! : full;
        return File.Exists(Path.Combine(root, PlanName))
            ? Create(root)
            : throw new ArgumentException(
                $"{path}: expected the folder of a plan, with {PlanName} in it, but there is none. A verb with --plan {path} makes one."
            );
    }

    internal string Log(BatchTask task, string attempt) => Path.Combine(Logs, $"{task.Key}.{attempt}.log");
}
