using System.Text.Json;
using Gyrus.IO;
using static System.FormattableString;

namespace Gyrus.Batch.Plans;

/// <summary>The tasks of a study, in an order in which each comes after those it needs.</summary>
/// <remarks>On disk a plan is lines of JSON, a header and one line per task, and a task reads only the lines that it asks for.</remarks>
public sealed class BatchPlan
{
    /// <summary>Lines are bounded so that a damaged plan does not exhaust memory; a plan of 100,000 tasks has some 200 MB.</summary>
    private const int MostBytes = int.MaxValue / 2;

    private readonly ReadOnlyMemory<byte>[] _lines;
    private readonly BatchTask?[] _tasks;
    private readonly string _path;

    private BatchPlan(string path, PlanHeader header, ReadOnlyMemory<byte>[] lines, BatchTask?[] tasks) =>
        (_path, Header, _lines, _tasks) = (path, header, lines, tasks);

    /// <summary>Gets what the tasks have in common.</summary>
    public PlanHeader Header { get; }

    /// <summary>Gets the number of tasks.</summary>
    public int Count => _tasks.Length;

    /// <summary>Gets a task.</summary>
    /// <exception cref="InvalidDataException">Its line is damaged.</exception>
    public BatchTask this[int index] => _tasks[index] ??= Parse(index);

    /// <summary>Gets all tasks.</summary>
    public IEnumerable<BatchTask> Tasks => Enumerable.Range(0, Count).Select(i => this[i]);

    /// <summary>A plan of tasks, which get their keys here.</summary>
    /// <exception cref="ArgumentException">There is no task, two are the same, or one needs a task that does not come before it.</exception>
    public static BatchPlan Create(PlanHeader header, IReadOnlyList<BatchTask> tasks)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(tasks);
        if (tasks.Count == 0)
        {
            throw new ArgumentException("There is nothing to plan: no task.");
        }

        var keyed = new BatchTask[tasks.Count];
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < keyed.Length; i++)
        {
            foreach (int need in tasks[i].Needs.Where(n => n < 0 || n >= i))
            {
                throw new ArgumentException(
                    Invariant($"{tasks[i].Label} is task {i} and needs task {need}, which does not come before it.")
                );
            }

            keyed[i] = tasks[i] with { Key = TaskKey.Of(header, tasks[i], n => keyed[n].Key) };
            if (!known.Add(keyed[i].Key))
            {
                throw new ArgumentException($"{tasks[i].Label} is planned twice.");
            }
        }

        return new BatchPlan("", header, [], keyed);
    }

    /// <summary>Writes the plan, whole or not at all.</summary>
    /// <exception cref="IOException">A run is giving out the tasks of the plan that is there.</exception>
    public void Write(PlanFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        using IDisposable taken = Executors.RunLock.Take(folder);
        AtomicFile.Write(
            folder.Plan,
            stream =>
            {
                JsonSerializer.Serialize(stream, Header, BatchJson.Default.PlanHeader);
                stream.WriteByte((byte)'\n');
                foreach (BatchTask task in Tasks)
                {
                    JsonSerializer.Serialize(stream, task, BatchJson.Default.BatchTask);
                    stream.WriteByte((byte)'\n');
                }
            }
        );
    }

    /// <summary>Reads a plan.</summary>
    /// <exception cref="InvalidDataException">It is damaged or of another format.</exception>
    public static BatchPlan Read(PlanFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ReadOnlyMemory<byte>[] lines = Lines(InputFile.ReadAll(folder.Plan, MostBytes), folder.Plan);
        PlanHeader header = Parse(folder.Plan, 1, lines[0], BatchJson.Default.PlanHeader);
        return header.Format == PlanHeader.CurrentFormat
            ? new BatchPlan(folder.Plan, header, lines[1..], new BatchTask?[lines.Length - 1])
            : throw new InvalidDataException(
                $"{folder.Plan}: expected the format '{PlanHeader.CurrentFormat}', but found '{header.Format}'. Make the plan again."
            );
    }

    private BatchTask Parse(int index)
    {
        BatchTask task = Parse(_path, index + 2, _lines[index], BatchJson.Default.BatchTask);
        return TaskKey.IsKey(task.Key) && task.Needs.All(n => n >= 0 && n < index)
            ? task
            : throw new InvalidDataException(Invariant($"{_path}:{index + 2}: this is no task of a plan."));
    }

    private static T Parse<T>(
        string path,
        int line,
        ReadOnlyMemory<byte> text,
        System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> shape
    )
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(text.Span, shape) ?? throw new JsonException("null");
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new InvalidDataException(
                Invariant($"{path}:{line}: this line of the plan is damaged. Make the plan again."),
                exception
            );
        }
    }

    private static ReadOnlyMemory<byte>[] Lines(byte[] bytes, string path)
    {
        if (bytes is [] || bytes[^1] != (byte)'\n')
        {
            throw new InvalidDataException($"{path}: the plan has no end. Make it again.");
        }

        var lines = new List<ReadOnlyMemory<byte>>();
        for (int start = 0; start < bytes.Length; )
        {
            int length = bytes.AsSpan(start).IndexOf((byte)'\n');
            lines.Add(bytes.AsMemory(start, length));
            start += length + 1;
        }

        return [.. lines];
    }
}
