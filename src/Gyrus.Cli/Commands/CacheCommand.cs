using System.CommandLine;
using Gyrus.Cli.Running;
using Gyrus.IO.Caching;

namespace Gyrus.Cli.Commands;

/// <summary><c>gyrus cache</c>: what is remembered between runs, and how to forget it.</summary>
internal static class CacheCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var status = new Command("status", "Where the cache is, and how large.");
        CommonOptions.AddTo(status, threads: false);
        status.SetAction(call =>
            Run(
                call,
                folder =>
                {
                    (int entries, long bytes) = folder.Size();
                    return (entries, bytes, $"The cache is {folder.Path}");
                }
            )
        );
        var clear = new Command("clear", "Remove everything from the cache.");
        CommonOptions.AddTo(clear, threads: false);
        clear.SetAction(call =>
            Run(
                call,
                folder =>
                {
                    int gone = folder.Clear();
                    (int entries, long bytes) = folder.Size();
                    return (
                        entries,
                        bytes,
                        FormattableString.Invariant($"Removed {gone} recordings from {folder.Path}")
                    );
                }
            )
        );
        return new Verb(
            "cache",
            $"""
            The signals that 'gyrus signals' and 'gyrus connectome' have extracted, kept for the next run.

            Known by the content of the images, the atlas and every option that matters, so that it never changes a result: with other
            cleaning or another estimator the next run starts at once. The folder is that in {UserFolders.CacheVariable}, or
            gyrus/cache among the user's application data; {CacheOptions.LimitVariable} bounds its size.

            Examples:
              gyrus cache status
              gyrus cache clear
            """
        )
        {
            status,
            clear,
        };
    }

    private static int Run(ParseResult call, Func<CacheFolder, (int Entries, long Bytes, string Headline)> work)
    {
        CacheFolder folder =
            CacheOptions.FolderOf(call)
            ?? throw new ArgumentException(
                $"There is no home folder to keep a cache in: set {UserFolders.CacheVariable} to a folder."
            );
        (int entries, long bytes, string headline) = work(folder);
        new Summary()
            .Add("folder", folder.Path)
            .Add("entries", entries)
            .Add("bytes", bytes)
            .Add("limit", folder.Limit)
            .Line(
                FormattableString.Invariant(
                    $"{entries} recordings, {bytes / 1048576.0:0.0} MiB of {folder.Limit / 1048576.0:0.0} MiB"
                )
            )
            .Print(CommonOptions.Of(call), call.InvocationConfiguration.Output, headline);
        return ExitCode.Done;
    }
}
