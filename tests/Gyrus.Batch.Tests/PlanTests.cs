using Gyrus.Batch.Executors;
using Gyrus.Batch.Executors.Local;
using Gyrus.Batch.Executors.Slurm;
using Gyrus.Batch.Plans;
using Gyrus.Batch.Status;

namespace Gyrus.Batch.Tests;

public sealed class PlanTests
{
    private static readonly PlanHeader Header = new() { Name = "test", Output = "/out" };

    /// <summary>Names that a shell, a path or a terminal could take for something else.</summary>
    public static TheoryData<string> Nasty =>
        [
            "with space",
            "it's",
            "\"double\"",
            "$(touch hacked)",
            "`touch hacked`",
            "line\nbreak",
            "a;b|c&d>e",
            "-rf *",
            "%j",
            "\\n",
        ];

    [Fact]
    public void Create_KeysFollowWhatShapesTheResult()
    {
        BatchTask task = Task("a", "x");
        string key = BatchPlan.Create(Header, [task])[0].Key;

        Assert.Equal(key, BatchPlan.Create(Header with { Output = "/other" }, [task])[0].Key);
        Assert.Equal(
            key,
            BatchPlan.Create(Header, [task with { Resources = new TaskResources { Threads = 9 } }])[0].Key
        );
        Assert.NotEqual(key, BatchPlan.Create(Header with { Version = "next" }, [task])[0].Key);
        Assert.NotEqual(key, BatchPlan.Create(Header with { VectorBits = 64 }, [task])[0].Key);
        Assert.NotEqual(key, BatchPlan.Create(Header, [Task("a", "x", "y")])[0].Key);
        Assert.NotEqual(key, BatchPlan.Create(Header, [task with { Inputs = [new TaskInput("/i", 1, 2)] }])[0].Key);
        string[] chains =
        [
            .. new[] { "x", "y" }.Select(word =>
                BatchPlan.Create(Header, [Task("a", word), Task("b", "z") with { Needs = [0] }])[1].Key
            ),
        ];
        Assert.NotEqual(chains[0], chains[1]);
    }

    [Fact]
    public void Create_RefusesWhatCannotBeRun()
    {
        Assert.Throws<ArgumentException>(() => BatchPlan.Create(Header, []));
        Assert.Throws<ArgumentException>(() => BatchPlan.Create(Header, [Task("a", "x") with { Needs = [0] }]));
        Assert.Throws<ArgumentException>(() => BatchPlan.Create(Header, [Task("a", "x"), Task("a", "x")]));
    }

    [Theory]
    [MemberData(nameof(Nasty))]
    public void Write_Read_KeepsEveryCharacter(string text)
    {
        using var folder = new TemporaryFolder();
        var work = PlanFolder.Create(folder.Path("work"));
        BatchPlan.Create(Header, [Task(text, text)]).Write(work);

        BatchTask read = BatchPlan.Read(PlanFolder.Open(work.Root))[0];

        Assert.Equal(text, read.Name);
        Assert.Equal([text], read.Arguments);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no json\n")]
    [InlineData("{}\n")]
    [InlineData("{\"format\":\"gyrus-plan-9\",\"name\":\"a\",\"output\":\"/o\"}\n")]
    [InlineData("{\"format\":\"gyrus-plan-1\",\"name\":\"a\",\"output\":\"/o\"}")]
    public void Read_Damaged_SaysWhere(string text)
    {
        using var folder = new TemporaryFolder();
        var work = PlanFolder.Create(folder.Path("work"));
        File.WriteAllText(work.Plan, text);

        InvalidDataException fault = Assert.Throws<InvalidDataException>(() => BatchPlan.Read(work));

        Assert.Contains(work.Plan, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Nasty))]
    public async Task Quote_ShellSeesOneWord(string text)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Asks sh.");
        var start = new System.Diagnostics.ProcessStartInfo("sh") { RedirectStandardOutput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("printf '%s' " + ShellWord.Quote(text));
        using var sh = System.Diagnostics.Process.Start(start)!;

        Assert.Equal(text, await sh.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Script_QuotesTheFolder_TellsTheRunTimeItsMemory()
    {
        var folder = PlanFolder.Create(Path.Combine(Path.GetTempPath(), $"it's $(a) {Guid.NewGuid():N}"));
        try
        {
            string script = SlurmScript.Of(
                folder,
                Header,
                new SlurmSubmission
                {
                    JobName = "gyrus-x-1",
                    Submitted = default,
                    Tasks = [0],
                    Keys = ["k"],
                    Given = new TaskResources { MemoryMebibytes = 1000 },
                }
            );

            Assert.Contains(ShellWord.Quote(folder.Root), script, StringComparison.Ordinal);
            Assert.Contains("DOTNET_GCHeapHardLimit='32000000'", script, StringComparison.Ordinal);
            Assert.Contains("exec srun", script, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder.Root, recursive: true);
        }
    }

    [Fact]
    public async Task TenThousandTasks_StatusCountsThem()
    {
        using var folder = new TemporaryFolder();
        var work = PlanFolder.Create(folder.Path("work"));
        BatchPlan.Create(Header, [.. Enumerable.Range(0, 10_000).Select(i => Task($"sub-{i}", "x"))]).Write(work);

        PlanStatus status = await PlanStatus.LookAsync(
            work,
            BatchPlan.Read(work),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(10_000, status.Count(TaskState.Waiting));
        Assert.False(status.IsFollowed);
    }

    [Fact]
    public async Task Run_WhileAnotherRuns_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var work = PlanFolder.Create(folder.Path("work"));
        var plan = BatchPlan.Create(Header with { Output = folder.Path("out") }, [Task("a", "x")]);
        plan.Write(work);
        using IDisposable other = RunLock.Take(work);

        IOException fault = await Assert.ThrowsAsync<IOException>(() =>
            new LocalExecutor(work, plan, new RunSettings()).RunAsync()
        );

        Assert.Contains("gyrus cancel", fault.Message, StringComparison.Ordinal);
        Assert.True(RunLock.IsTaken(work));
    }

    [Theory]
    [InlineData("5_3", "RUNNING", "Running")]
    [InlineData("5_3", "CANCELLED by 1000", "Cancelled")]
    [InlineData("5_3", "NODE_FAIL", "Lost")]
    [InlineData("5_3", "OUT_OF_ME+", "Unknown")]
    [InlineData("5_3", "TIMEOUT", "OutOfTime")]
    [InlineData("5_3", "SOMETHING_NEW", "Unknown")]
    public void Element_StatesByTheirMeaning(string id, string state, string phase) =>
        Assert.Equal(phase, SlurmElement.Of(id, state, "", "n1", null)!.Phase.ToString());

    [Theory]
    [InlineData("5")]
    [InlineData("5_[1-9%2]")]
    public void Element_OfTheRestOfAnArray_HasNoIndex(string id)
    {
        SlurmElement rest = SlurmElement.Of(id, "CANCELLED", "", "", null)!;

        Assert.Null(rest.Index);
        Assert.Equal("5", rest.Name);
    }

    [Theory]
    [InlineData("5_3.batch")]
    [InlineData("5.0")]
    [InlineData("")]
    [InlineData("JOBID")]
    public void Element_OtherLines_AreNone(string id) => Assert.Null(SlurmElement.Of(id, "RUNNING", "", "", null));

    private static BatchTask Task(string name, params string[] arguments) =>
        new()
        {
            Name = name,
            Stage = "stage",
            Arguments = arguments,
        };
}
