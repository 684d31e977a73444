using System.CommandLine;
using System.Runtime.InteropServices;

namespace Gyrus.Cli.Running;

/// <summary>The folder of <c>--out</c>, looked at before anything is computed for it.</summary>
internal static partial class OutputFolder
{
    /// <summary>W_OK and X_OK of <c>access(2)</c>: what making a file in a folder takes.</summary>
    private const int WriteAndSearch = 2 | 1;

    /// <summary>The full path of a folder that is there or can be made.</summary>
    /// <exception cref="ArgumentException">It is a file, lies below one, or may not be written.</exception>
    public static string Of(ParseResult call, Option<string> option)
    {
        string folder = Path.GetFullPath(call.GetValue(option)!);
        RequireWritable(option.Name, folder);
        return folder;
    }

    /// <summary>Checks that a folder is there, or can be made, and may be written. Nothing is written.</summary>
    /// <exception cref="ArgumentException">It is a file, lies below one, or may not be written.</exception>
    public static void RequireWritable(string option, string folder)
    {
        string at = folder;
        while (!Directory.Exists(at))
        {
            if (File.Exists(at))
            {
                throw new ArgumentException($"{option}: expected a folder to write, but {at} is a file.");
            }

            at = Path.GetDirectoryName(at) ?? throw new ArgumentException($"{option}: {folder} is on no disk.");
        }

        if (!(OperatingSystem.IsWindows() ? TakesFile(at) : Access(at, WriteAndSearch) == 0))
        {
            throw new ArgumentException($"{option}: the folder {at} cannot be written to. Choose another one.");
        }
    }

    /// <summary>
    /// Whether a file can be made in a folder. Windows itself takes the file away, also from a process that is killed;
    /// elsewhere the process would have to, and one that is killed in between would leave the file behind.
    /// </summary>
    private static bool TakesFile(string folder)
    {
        try
        {
            using FileStream probe = new(
                Path.Combine(folder, Path.GetRandomFileName()),
                new FileStreamOptions
                {
                    Mode = FileMode.CreateNew,
                    Access = FileAccess.Write,
                    Options = FileOptions.DeleteOnClose,
                }
            );
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(string path, int mode);
}
