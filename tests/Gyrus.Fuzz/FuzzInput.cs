namespace Gyrus.Fuzz;

/// <summary>One input: the files a reader is given.</summary>
/// <param name="Files">The files; the first is the one that is opened, or holds the texts.</param>
/// <param name="Choice">Any number: which of the ways to read is taken.</param>
internal sealed record FuzzInput(IReadOnlyList<FuzzFile> Files, int Choice = 0)
{
    /// <summary>An input of one file.</summary>
    public FuzzInput(string name, byte[] bytes, int choice = 0)
        : this([new FuzzFile(name, bytes)], choice) { }
}

/// <summary>A file of an input. Bytes that several inputs share are the same array, so that they are written once.</summary>
/// <param name="Name">The name, without a folder.</param>
/// <param name="Bytes">The content.</param>
internal sealed record FuzzFile(string Name, byte[] Bytes);
