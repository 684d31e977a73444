using System.Security.Cryptography;

namespace Gyrus.Batch.Tests;

/// <summary>What is in a folder: names and hashes of all files.</summary>
internal static class FolderContent
{
    public static SortedDictionary<string, string> Of(string folder) =>
        new(
            Directory
                .GetFiles(folder, "*", SearchOption.AllDirectories)
                .ToDictionary(
                    path => Path.GetRelativePath(folder, path),
                    path => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))
                ),
            StringComparer.Ordinal
        );
}
