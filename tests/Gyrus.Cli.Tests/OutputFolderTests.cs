using System.Collections.Concurrent;
using Gyrus.Cli.Running;

namespace Gyrus.Cli.Tests;

/// <summary>What is said of a folder before anything is computed for it.</summary>
public sealed class OutputFolderTests
{
    [Fact]
    public void RequireWritable_FolderOfTheUser_MakesNoFileThatAKillCouldLeaveBehind()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Looks at each file that is made, by Linux' notices.");
        using var folder = new TemporaryFolder();
        using var made = new BlockingCollection<string>();
        using var watcher = new FileSystemWatcher(folder.Root) { IncludeSubdirectories = true };
        watcher.Created += (_, file) => made.Add(file.Name!);
        watcher.EnableRaisingEvents = true;

        OutputFolder.RequireWritable("--out", folder.Root);
        OutputFolder.RequireWritable("--out", folder.Path("not there/nor this"));
        File.WriteAllText(folder.Path("last"), "");

        Assert.True(made.TryTake(out string? first, TimeSpan.FromSeconds(30)));
        Assert.Equal("last", first);
    }

    [Fact]
    public void RequireWritable_FolderThatNobodyMayWrite_IsRefused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs a folder that not even the administrator may write.");

        string said = Assert
            .Throws<ArgumentException>(() => OutputFolder.RequireWritable("--out", "/proc/sys/new/folder"))
            .Message;

        Assert.Equal("--out: the folder /proc/sys cannot be written to. Choose another one.", said);
    }

    [Fact]
    public void RequireWritable_BelowAFile_IsRefused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Path("file"), "");

        string said = Assert
            .Throws<ArgumentException>(() => OutputFolder.RequireWritable("--out", folder.Path("file/results")))
            .Message;

        Assert.Equal($"--out: expected a folder to write, but {folder.Path("file")} is a file.", said);
    }
}
