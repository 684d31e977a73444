using System.Text.Json;
using Gyrus.Batch.Plans;
using Gyrus.IO;

namespace Gyrus.Batch.Executors.Slurm;

/// <summary>The submissions of a plan.</summary>
internal sealed class SubmissionStore(PlanFolder folder)
{
    /// <summary>The submissions, oldest first.</summary>
    public IReadOnlyList<SlurmSubmission> All() =>
        [
            .. Directory
                .GetFiles(folder.Submissions, "*.json")
                .Select(path => Read(Path.GetFileNameWithoutExtension(path)))
                .OfType<SlurmSubmission>()
                .OrderBy(s => s.Submitted),
        ];

    /// <summary>A submission, or null when there is none of that name.</summary>
    public SlurmSubmission? Read(string name)
    {
        string path = PathOf(name, ".json");
        return name == Path.GetFileName(name) && File.Exists(path)
            ? JsonSerializer.Deserialize(File.ReadAllBytes(path), BatchJson.Default.SlurmSubmission)
            : null;
    }

    /// <summary>Keeps a submission.</summary>
    public void Write(SlurmSubmission submission) =>
        AtomicFile.Write(
            PathOf(submission.JobName, ".json"),
            stream => JsonSerializer.Serialize(stream, submission, BatchJson.Default.SlurmSubmission)
        );

    /// <summary>Forgets a submission that never reached Slurm.</summary>
    public void Delete(SlurmSubmission submission)
    {
        File.Delete(PathOf(submission.JobName, ".json"));
        File.Delete(ScriptOf(submission.JobName));
    }

    /// <summary>The path of its script.</summary>
    public string ScriptOf(string name) => PathOf(name, ".sh");

    private string PathOf(string name, string extension) => Path.Combine(folder.Submissions, name + extension);
}
