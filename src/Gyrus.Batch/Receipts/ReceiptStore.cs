using System.Security.Cryptography;
using System.Text.Json;
using Gyrus.Batch.Plans;
using Gyrus.IO;

namespace Gyrus.Batch.Receipts;

/// <summary>The receipts and the notes of failures of a plan.</summary>
internal sealed class ReceiptStore(PlanFolder folder)
{
    /// <summary>The receipts of a plan that are valid: of each task the receipt, or null.</summary>
    /// <remarks>
    /// Valid is a receipt of the task's key whose outputs are there in their sizes, and which read all needed results that there are now: a group
    /// result is not valid any more once a participant that it had to do without has come.
    /// </remarks>
    public Receipt?[] Valid(BatchPlan plan)
    {
        var receipts = new Receipt?[plan.Count];
        BatchTask[] tasks = [.. plan.Tasks];
        Parallel.For(
            0,
            receipts.Length,
            i => receipts[i] = Read(tasks[i].Key) is { } r && HasOutputs(plan, r) ? r : null
        );
        for (int i = 0; i < receipts.Length; i++)
        {
            if (receipts[i] is { } receipt && !ReadsWhatIsThere(tasks[i], receipt, n => receipts[n]?.Key))
            {
                receipts[i] = null;
            }
        }

        return receipts;
    }

    /// <summary>The valid receipt of one task, or null.</summary>
    public Receipt? Valid(BatchPlan plan, int index) => Valid(plan, index, []);

    /// <summary>The same, with what was found before: tasks of later stages need the same ones again and again.</summary>
    public Receipt? Valid(BatchPlan plan, int index, Dictionary<int, Receipt?> known)
    {
        if (known.TryGetValue(index, out Receipt? found))
        {
            return found;
        }

        BatchTask task = plan[index];
        found =
            Read(task.Key) is { } receipt
            && HasOutputs(plan, receipt)
            && ReadsWhatIsThere(task, receipt, n => Valid(plan, n, known)?.Key)
                ? receipt
                : null;
        known[index] = found;
        return found;
    }

    /// <summary>The attempt of a task's receipt, valid or not, or null: one that is not valid may only be out of date.</summary>
    public string? AttemptOf(BatchTask task) => Read(task.Key)?.Attempt;

    /// <summary>Reads again every output of a valid receipt: what is wrong with one, in a sentence, or null.</summary>
    public static string? Damage(BatchPlan plan, Receipt receipt)
    {
        foreach (ReceiptOutput output in receipt.Outputs)
        {
            string path = PathOf(plan, output);
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
            if (Convert.ToHexStringLower(SHA256.HashData(stream)) != output.Sha256)
            {
                return $"{path} is not what the task '{receipt.Task}' wrote: it was changed or damaged since.";
            }
        }

        return null;
    }

    /// <summary>A task of the plan, other than one, whose receipt names one of some paths; null when there is none.</summary>
    public (string Task, string Path)? WriterOf(BatchPlan plan, IReadOnlyCollection<string> paths, string exceptKey)
    {
        foreach (BatchTask task in plan.Tasks.Where(t => t.Key != exceptKey))
        {
            if (Read(task.Key)?.Outputs.FirstOrDefault(o => paths.Contains(o.Path)) is { } output)
            {
                return (task.Label, output.Path);
            }
        }

        return null;
    }

    /// <summary>Publishes a receipt. Its outputs are in their places already.</summary>
    public void Write(Receipt receipt)
    {
        AtomicFile.Write(
            PathOf(receipt.Key),
            stream => JsonSerializer.Serialize(stream, receipt, BatchJson.Default.Receipt)
        );
        File.Delete(FailureOf(receipt.Key));
    }

    /// <summary>Takes a receipt back: its outputs are damaged.</summary>
    public void Revoke(string key) => File.Delete(PathOf(key));

    /// <summary>The note of the last failure of a task, or null.</summary>
    public FailureNote? Failure(string key) => Json(FailureOf(key), BatchJson.Default.FailureNote);

    /// <summary>Keeps a note of a failure, and counts it if it is of another attempt than the last.</summary>
    public void Write(FailureNote note)
    {
        FailureNote? before = Failure(note.Key);
        Save(note with { Times = before?.Attempt == note.Attempt ? before.Times : (before?.Times ?? 0) + 1 });
    }

    /// <summary>Gives every task of a plan its tries again; what the last attempt ended of is remembered.</summary>
    public void Forgive()
    {
        foreach (string path in Directory.GetFiles(folder.Failures, "*.json"))
        {
            if (Json(path, BatchJson.Default.FailureNote) is { Times: > 0 } note)
            {
                Save(note with { Times = 0 });
            }
        }
    }

    private void Save(FailureNote note) =>
        AtomicFile.Write(
            FailureOf(note.Key),
            stream => JsonSerializer.Serialize(stream, note, BatchJson.Default.FailureNote)
        );

    private Receipt? Read(string key) =>
        Json(PathOf(key), BatchJson.Default.Receipt) is { Format: Receipt.CurrentFormat } receipt
        && receipt.Key == key
        && receipt.Outputs.All(o => o is not null)
            ? receipt
            : null;

    private static bool HasOutputs(BatchPlan plan, Receipt receipt) =>
        receipt.Outputs.All(o => new FileInfo(PathOf(plan, o)) is { Exists: true } file && file.Length == o.Bytes);

    private static bool ReadsWhatIsThere(BatchTask task, Receipt receipt, Func<int, string?> keyOf)
    {
        int there = 0;
        HashSet<string> read = [.. receipt.Read];
        foreach (int need in task.Needs)
        {
            if (keyOf(need) is { } key)
            {
                there++;
                if (!read.Contains(key))
                {
                    return false;
                }
            }
        }

        return there == receipt.Read.Count;
    }

    private static string PathOf(BatchPlan plan, ReceiptOutput output) => Path.Combine(plan.Header.Output, output.Path);

    private string PathOf(string key) => Path.Combine(folder.Receipts, key + ".json");

    private string FailureOf(string key) => Path.Combine(folder.Failures, key + ".json");

    /// <summary>A file that is absent, half-copied or of somebody else counts as not there: its task runs again.</summary>
    private static T? Json<T>(string path, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> shape)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), shape);
        }
        catch (Exception exception)
            when (exception is FileNotFoundException or DirectoryNotFoundException or JsonException or ArgumentException
            )
        {
            return null;
        }
    }
}
