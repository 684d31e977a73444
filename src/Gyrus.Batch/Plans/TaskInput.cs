using static System.FormattableString;

namespace Gyrus.Batch.Plans;

/// <summary>A file that a task reads, and what it looked like when the task was planned.</summary>
/// <param name="Path">The full path.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Modified">When it was last written: ticks of UTC.</param>
/// <remarks>
/// A key of content would have to read every image of a study to plan it. A file that was written again is read again, even when its
/// content stayed the same; its SHA-256 is in the provenance of what was made of it.
/// </remarks>
public sealed record TaskInput(string Path, long Bytes, long Modified)
{
    /// <summary>Looks at a file.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    public static TaskInput Of(string path)
    {
        var file = new FileInfo(path);
        // A link is as old as what it leads to: annexes keep contents elsewhere.
        FileSystemInfo target = file.LinkTarget is null
            ? file
            : file.ResolveLinkTarget(returnFinalTarget: true) ?? file;
        return target is FileInfo { Exists: true } real
            ? new TaskInput(System.IO.Path.GetFullPath(path), real.Length, real.LastWriteTimeUtc.Ticks)
            : throw new FileNotFoundException($"{path}: there is no such file.", path);
    }

    /// <summary>What is different now, in a sentence, or null.</summary>
    internal string? Difference()
    {
        try
        {
            TaskInput now = Of(Path);
            return now == this
                ? null
                : Invariant(
                    $"{Path} was changed after the plan was made ({Bytes} bytes then, {now.Bytes} now). Make the plan again: tasks whose inputs stayed as they were keep their results."
                );
        }
        catch (FileNotFoundException)
        {
            return $"{Path} was there when the plan was made, but is gone.";
        }
    }
}
