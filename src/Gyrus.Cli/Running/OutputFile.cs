using System.CommandLine;

namespace Gyrus.Cli.Running;

/// <summary>The file of <c>--out</c>, looked at before anything is computed for it.</summary>
internal static class OutputFile
{
    /// <summary>The full path of a file in a folder that is there.</summary>
    /// <exception cref="ArgumentException">It is a folder, or its folder is not there.</exception>
    public static string Of(ParseResult call, Option<string> option)
    {
        string path = Path.GetFullPath(call.GetRequiredValue(option));
        if (Directory.Exists(path))
        {
            throw new ArgumentException($"{option.Name}: expected a file to write, but {path} is a folder.");
        }

        string folder = Path.GetDirectoryName(path)!;
        return Directory.Exists(folder)
            ? path
            : throw new ArgumentException($"{option.Name}: the folder {folder} is not there.");
    }
}
