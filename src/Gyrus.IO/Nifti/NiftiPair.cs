namespace Gyrus.IO.Nifti;

/// <summary>The names of the two files of a <c>.hdr</c>/<c>.img</c> pair, each of them perhaps gzipped.</summary>
internal static class NiftiPair
{
    /// <summary>The file that holds the header: the file itself, or the <c>.hdr</c> beside an <c>.img</c>.</summary>
    public static string HeaderOf(string path) => Sibling(path, ".img", ".hdr", "header");

    /// <summary>The file that holds the data of a header whose magic says that they are elsewhere.</summary>
    public static string DataOf(string headerPath)
    {
        string data = Sibling(headerPath, ".hdr", ".img", "data");
        return data != headerPath
            ? data
            : throw new InvalidDataException(
                $"{headerPath}: the letters ni1 or ni2 say that the data are in an .img file beside a .hdr file, but this file is named neither. Rename it, or convert the pair to one .nii file."
            );
    }

    private static string Sibling(string path, string extension, string wanted, string what)
    {
        string plain = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        if (!plain.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
        {
            return path;
        }

        string stem = plain[..^4];
        string upper = wanted.ToUpperInvariant();
        string[] names =
            plain == path
                ? [stem + wanted, stem + wanted + ".gz", stem + upper, stem + upper + ".GZ"]
                : [stem + wanted + ".gz", stem + wanted, stem + upper + ".GZ", stem + upper];
        return names.FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException(
                $"{path}: its {what} should be in {names[0]} or {Path.GetFileName(names[1])}, but there is neither.",
                names[0]
            );
    }
}
