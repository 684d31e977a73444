using System.CommandLine;

namespace Gyrus.Cli.Running;

/// <summary>The file of <c>--out</c>, looked at before anything is computed for it.</summary>
internal static class OutputFile
{
    /// <summary>The full path of a table or figure that can be written; its folder is made when it is not there.</summary>
    /// <exception cref="ArgumentException">It is a folder, or its folder is a file or may not be written.</exception>
    public static string Of(ParseResult call, Option<string> option)
    {
        string path = Path.GetFullPath(call.GetRequiredValue(option));
        if (Directory.Exists(path))
        {
            throw new ArgumentException($"{option.Name}: expected a file to write, but {path} is a folder.");
        }

        return InWritableFolder(path, option.Name);
    }

    /// <summary>The full path of an image that can be written; its folder is made when it is not there.</summary>
    /// <param name="call">The call.</param>
    /// <param name="option">Its option: an image (.nii, .nii.gz), or a folder.</param>
    /// <param name="name">The name of the image when the option is a folder.</param>
    /// <exception cref="ArgumentException">The folder is a file, lies below one, or may not be written.</exception>
    public static string Of(ParseResult call, Option<string> option, string name)
    {
        string given = call.GetValue(option)!;
        bool isImage =
            !Directory.Exists(given)
            && (
                given.EndsWith(".nii", StringComparison.OrdinalIgnoreCase)
                || given.EndsWith(".nii.gz", StringComparison.OrdinalIgnoreCase)
            );
        if (!isImage && Path.HasExtension(given) && !Directory.Exists(given))
        {
            throw new ArgumentException(
                $"{option.Name}: expected an image to write, .nii or .nii.gz, or a folder, but got {given}."
            );
        }

        string path = Path.GetFullPath(isImage ? given : Path.Combine(given, name));
        return InWritableFolder(path, option.Name);
    }

    private static string InWritableFolder(string path, string option)
    {
        string folder = Path.GetDirectoryName(path)!;
        OutputFolder.RequireWritable(option, folder);
        Directory.CreateDirectory(folder);
        return path;
    }
}
