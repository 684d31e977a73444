using System.CommandLine;

namespace Gyrus.Cli.Running;

/// <summary>The folder of <c>--out</c>, looked at before anything is computed for it.</summary>
internal static class OutputFolder
{
    /// <summary>The full path of a folder that is there or can be made.</summary>
    /// <exception cref="ArgumentException">It is a file, lies below one, or may not be written.</exception>
    public static string Of(ParseResult call, Option<string> option)
    {
        string folder = Path.GetFullPath(call.GetValue(option)!);
        RequireWritable(option.Name, folder);
        return folder;
    }

    /// <summary>Checks that a folder is there, or can be made, and may be written.</summary>
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

        try
        {
            using FileStream probe = new(
                Path.Combine(at, Path.GetRandomFileName()),
                new FileStreamOptions
                {
                    Mode = FileMode.CreateNew,
                    Access = FileAccess.Write,
                    Options = FileOptions.DeleteOnClose,
                }
            );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException(
                $"{option}: the folder {at} cannot be written to. Choose another one.",
                exception
            );
        }
    }
}
