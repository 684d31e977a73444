using Gyrus.Batch.Executors.Slurm;
using Gyrus.Batch.Plans;
using Gyrus.Batch.Receipts;

namespace Gyrus.Batch.Tests;

/// <summary>What is made of what Slurm says: a hint at best, and silence is never a failure.</summary>
public sealed class SlurmVerdictTests
{
    private static readonly TaskResources Given = new() { MemoryMebibytes = 700, Minutes = 9 };

    private static readonly SlurmSubmission Submission = new()
    {
        JobName = "gyrus-x-1",
        Job = "7",
        Submitted = DateTimeOffset.UnixEpoch,
        Tasks = [0],
        Keys = ["k"],
        Given = Given,
    };

    [Theory]
    [InlineData("PENDING", "Priority", "Waiting", null)]
    [InlineData("RUNNING", "None", "Running", null)]
    [InlineData("COMPLETING", "None", "Running", null)]
    [InlineData("TIMEOUT", "", "Ended", FailureKind.Time)]
    [InlineData("DEADLINE", "", "Ended", FailureKind.Time)]
    [InlineData("OUT_OF_MEMORY", "", "Ended", FailureKind.Memory)]
    [InlineData("FAILED", "", "Ended", FailureKind.Memory)]
    [InlineData("NODE_FAIL", "", "Ended", FailureKind.Lost)]
    [InlineData("PREEMPTED", "", "Ended", FailureKind.Lost)]
    [InlineData("CANCELLED by 0", "", "Ended", FailureKind.Cancelled)]
    [InlineData("CANCELLED", "DependencyNeverSatisfied", "NotSubmitted", null)]
    [InlineData("COMPLETED", "", "Missing", FailureKind.Lost)]
    [InlineData("SOMETHING_NEW", "", "Missing", FailureKind.Lost)]
    [InlineData("PENDING", "PartitionTimeLimit", "Ended", FailureKind.Failed)]
    [InlineData("PENDING", "DependencyNeverSatisfied", "NotSubmitted", null)]
    [InlineData("PENDING", "launch failed requeued held", "Ended", FailureKind.Lost)]
    public void Of_States(string state, string reason, string standing, FailureKind? kind)
    {
        SlurmVerdict verdict = Judge([Element(state, reason)]);

        Assert.Equal(standing, verdict.Standing.ToString());
        Assert.Equal(kind, verdict.Kind);
    }

    [Theory]
    [InlineData("0:9", FailureKind.Memory)]
    [InlineData("127:0", FailureKind.Failed)]
    public void Of_Failed_AccountingKnowsTheExitCode(string code, FailureKind kind) =>
        Assert.Equal(kind, Judge([Element("FAILED"), Element("FAILED", code: code)]).Kind);

    [Fact]
    public void Of_Silence_IsMissingNotFailed()
    {
        Assert.Equal(SlurmStanding.Missing, Judge([]).Standing);
        Assert.Equal(SlurmStanding.Running, Judge([], isAlive: true).Standing);
    }

    [Fact]
    public void Of_ArrayCancelledWhileItWaited_IsCancelled() =>
        Assert.Equal(FailureKind.Cancelled, Judge([SlurmElement.Of("7", "CANCELLED", "Resources", "", null)!]).Kind);

    [Fact]
    public void Of_RestOfAnArray_SaysNothingOfAnElementThatHasItsOwnLine() =>
        Assert.Equal(
            SlurmStanding.Running,
            Judge([SlurmElement.Of("7_[1-9]", "CANCELLED", "", "", null)!, Element("RUNNING")]).Standing
        );

    [Fact]
    public void Of_NoteOfThisAttempt_CountsMoreThanTheState()
    {
        SlurmVerdict verdict = Judge([Element("FAILED")], note: Note("7-0-0"));

        Assert.Equal(FailureKind.Failed, verdict.Kind);
        Assert.Equal("It said so.", verdict.Text);
    }

    [Fact]
    public void Of_NoteOfAnEarlierSubmission_SaysNothing() =>
        Assert.Equal(FailureKind.Time, Judge([Element("TIMEOUT")], note: Note("5-0-0")).Kind);

    [Fact]
    public void Of_RequeuedAttempt_WaitsAlthoughItsFirstFailed() =>
        Assert.Equal(SlurmStanding.Waiting, Judge([Element("PENDING", "BeginTime")], note: Note("7-0-0")).Standing);

    [Fact]
    public void Of_CancelledForItsDependency_IsNotSubmitted() =>
        Assert.Equal(SlurmStanding.NotSubmitted, Judge([Element("CANCELLED")], needsAreThere: false).Standing);

    [Fact]
    public void Of_HeldAfterLaunch_ButAlive_Runs() =>
        Assert.Equal(
            SlurmStanding.Running,
            Judge([Element("PENDING", "launch failed requeued held")], isAlive: true).Standing
        );

    [Fact]
    public void Raise_DoublesWhatWasMissing()
    {
        Assert.Equal(1400, Executors.Retry.Raise(Given, FailureKind.Memory).MemoryMebibytes);
        Assert.Equal(18, Executors.Retry.Raise(Given, FailureKind.Time).Minutes);
        Assert.Equal(Given, Executors.Retry.Raise(Given, FailureKind.Lost));
    }

    private static SlurmVerdict Judge(
        IReadOnlyList<SlurmElement> elements,
        FailureNote? note = null,
        bool needsAreThere = true,
        bool isAlive = false
    ) => SlurmVerdict.Of(SlurmView.Of([Submission], elements), 0, note, needsAreThere, isAlive);

    private static SlurmElement Element(string state, string reason = "", string? code = null) =>
        SlurmElement.Of("7_0", state, reason, "n1", code)!;

    private static FailureNote Note(string attempt) =>
        new()
        {
            Key = "k",
            Attempt = attempt,
            Kind = FailureKind.Failed,
            Reason = "It said so.",
            Log = "",
            Given = Given,
        };
}
