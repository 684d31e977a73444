using Gyrus.IO.EncodingModels;

namespace Gyrus.Cli.Commands;

/// <summary>Which verbs of <c>gyrus glm</c> write which of the files that tell results apart.</summary>
internal static class GlmResultFiles
{
    private static readonly (string File, string[] Verbs)[] Telling =
    [
        (FittedModelFile.DocumentName, ["fit", "cv"]),
        ("vanish.tsv", ["path"]),
        ("chosen.tsv", ["cv"]),
        ("path.tsv", ["path", "cv"]),
        ("selection.tsv", ["select"]),
        ("comparison.tsv", ["compare"]),
        ("predictions.tsv", ["predict"]),
        ("simulated.tsv", ["simulate"]),
    ];

    /// <summary>
    /// Checks that a folder holds no results of another verb: a table of the same name would replace theirs, and those of other names would be
    /// taken for results of this call. Nothing is deleted, for files of a user may have these names too.
    /// </summary>
    /// <param name="verb">The verb that is to write.</param>
    /// <param name="folder">Its folder, which need not be there.</param>
    /// <exception cref="ArgumentException">It holds a file that the verb does not write, and another does.</exception>
    public static void RequireNoOther(string verb, string folder)
    {
        foreach ((string file, string[] verbs) in Telling)
        {
            if (!verbs.Contains(verb) && File.Exists(Path.Combine(folder, file)))
            {
                throw new ArgumentException(
                    $"{GlmOptions.OutName}: {folder} holds {file} of {string.Join(" or ", verbs.Select(v => $"'gyrus glm {v}'"))}, with which the results of '{verb}' would be mixed. Choose another folder, or empty this one."
                );
            }
        }
    }
}
